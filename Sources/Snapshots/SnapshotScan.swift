import Bytes

/// Follows the lines of a snapshot from header to footer and checks what they say about each other.
struct SnapshotScan {
    /// What was read last.
    private enum Stage {
        case beforeHeader
        case entities
        case ended(SnapshotFooter)
    }

    /// What a line is to the caller.
    enum Step {
        case header(SnapshotHeader)
        case entity
        case footer
    }

    private var stage = Stage.beforeHeader
    private var entities = 0
    private var checksum: UInt32 = 0

    /// Lines taken, header and footer included.
    private(set) var lines = 0

    /// The footer, once it was reached and everything agreed with it.
    var footer: SnapshotFooter? {
        guard case .ended(let footer) = stage else { return nil }
        return footer
    }

    /// Takes the line that stands at a range of a text, without its line end.
    mutating func take(_ text: [UInt8], _ range: Range<Int>) throws(SnapshotProblem) -> Step {
        lines += 1
        switch stage {
        case .beforeHeader:
            stage = .entities
            count(text, range)
            return .header(try SnapshotHeader.parse(Array(text[range])))
        case .entities where SnapshotFooter.opens(text[range]):
            stage = .ended(try footer(Array(text[range])))
            return .footer
        case .entities:
            guard !SnapshotHeader.opens(text[range]) else {
                throw SnapshotProblem(code: .header, message: "a second header follows")
            }
            entities += 1
            count(text, range)
            return .entity
        case .ended:
            throw SnapshotProblem(code: .trailingBytes, message: "a line follows the footer")
        }
    }

    private mutating func count(_ text: [UInt8], _ range: Range<Int>) {
        // Safe because the range lies in the text, whose bytes are only read.
        checksum = text.withUnsafeBytes { bytes in
            CRC32C.checksum(UnsafeRawBufferPointer(rebasing: bytes[range]), seed: checksum)
        }
        checksum = Self.lineEnd.withUnsafeBytes { CRC32C.checksum($0, seed: checksum) }
    }

    private static let lineEnd = [UInt8(ascii: "\n")]

    private func footer(_ line: [UInt8]) throws(SnapshotProblem) -> SnapshotFooter {
        let footer = try SnapshotFooter.parse(line)
        guard footer.lines == entities else {
            throw SnapshotProblem(
                code: .lineCount,
                message: "the footer counts \(footer.lines) lines, there are \(entities)"
            )
        }
        guard footer.checksum == checksum else {
            let (written, found) = (footer.checksum, checksum)
            let message =
                "the footer says \(SnapshotFooter.spelling(of: written)), "
                + "the lines have \(SnapshotFooter.spelling(of: found))"
            throw SnapshotProblem(code: .contentChecksum, message: message)
        }
        return footer
    }
}
