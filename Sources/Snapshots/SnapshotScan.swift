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

    mutating func take(_ line: [UInt8]) throws(SnapshotProblem) -> Step {
        lines += 1
        switch stage {
        case .beforeHeader:
            stage = .entities
            count(line)
            return .header(try SnapshotHeader.parse(line))
        case .entities where SnapshotFooter.opens(line):
            stage = .ended(try footer(line))
            return .footer
        case .entities:
            guard !SnapshotHeader.opens(line) else {
                throw SnapshotProblem(code: .header, message: "a second header follows")
            }
            entities += 1
            count(line)
            return .entity
        case .ended:
            throw SnapshotProblem(code: .trailingBytes, message: "a line follows the footer")
        }
    }

    private mutating func count(_ line: [UInt8]) {
        checksum = CRC32C.checksum(line, seed: checksum)
        checksum = CRC32C.checksum([UInt8(ascii: "\n")], seed: checksum)
    }

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
