package import Disks

/// Reads snapshots back, and finds them.
package enum SnapshotReader {
    /// Reads every byte of a snapshot and hands on its header and then its lines, in order.
    ///
    /// Memory is bounded whatever the file's size. Lines come before the checksums at the end are known: if it throws,
    /// everything handed on must be thrown away. What `onHeader` or `body` throws comes back as `.lineRefused` with
    /// file and line, so that a caller's own check of a line is reported like any other damage.
    @discardableResult
    package static func read(
        disk: any Disk,
        name: SnapshotName,
        onHeader: (SnapshotHeader) throws -> Void = { _ in },
        _ body: (_ line: [UInt8]) throws -> Void
    ) throws(SnapshotError) -> SnapshotFooter {
        try readPlaced(disk: disk, name: name, onHeader: onHeader) { try body($0.bytes) }
    }

    /// The same for a caller that looks at lines later than it gets them: each knows its place.
    ///
    /// A `SnapshotError` that `body` throws is passed on as it is.
    @discardableResult
    package static func readPlaced(
        disk: any Disk,
        name: SnapshotName,
        onHeader: (SnapshotHeader) throws -> Void,
        _ body: (_ line: PlacedLine) throws -> Void
    ) throws(SnapshotError) -> SnapshotFooter {
        let file = try open(name, on: disk)
        defer { file.close() }
        var input = try SnapshotInput(file, fileName: name.fileName)
        var lines = LineBuffer()
        var scan = SnapshotScan()
        try input.expandAll { bytes, offset throws(SnapshotError) in
            try lines.take(bytes) { text, range throws(SnapshotError) in
                try take(text, range, &scan, SnapshotPlace(name: name, offset: offset), onHeader, body)
            } tooLong: {
                let message = "the line is longer than \(SnapshotLimits.lineBytes) bytes"
                return SnapshotPlace(name: name, offset: offset).error(.lineTooLong, line: scan.lines + 1, message)
            }
        }
        let end = SnapshotPlace(name: name, offset: input.offset)
        guard !lines.isInLine else {
            throw end.error(
                scan.footer == nil ? .truncated : .trailingBytes,
                line: scan.lines + 1,
                "the line has no end"
            )
        }
        guard let footer = scan.footer else { throw end.error(.truncated, line: scan.lines, "no footer follows") }
        return footer
    }

    /// Reads no further than the first line; of the rest only the length is looked at.
    package static func header(disk: any Disk, name: SnapshotName) throws(SnapshotError) -> SnapshotHeader {
        var header: SnapshotHeader?
        let takeHeader: (SnapshotHeader) throws -> Void = { found in
            header = found
            throw HeaderFound()
        }
        let takeLine: ([UInt8]) throws -> Void = { _ in }
        do {
            try read(disk: disk, name: name, onHeader: takeHeader, takeLine)
        } catch {
            guard error.cause is HeaderFound, let header else { throw error }
            return header
        }
        preconditionFailure("reading ends at the header")
    }

    /// Ends a reading that only wanted the header.
    private struct HeaderFound: Error {}

    /// The finished snapshots of a data directory, newest first; their contents are not looked at.
    package static func list(disk: any Disk) throws(DiskError) -> [SnapshotName] {
        try disk.list().compactMap(SnapshotName.init(parsing:)).sorted(by: >)
    }

    private static func open(_ name: SnapshotName, on disk: any Disk) throws(SnapshotError) -> any DiskFile {
        do {
            return try disk.open(name.fileName, .read)
        } catch {
            throw SnapshotError(error, file: name.fileName)
        }
    }

    private static func take(
        _ text: [UInt8],
        _ range: Range<Int>,
        _ scan: inout SnapshotScan,
        _ place: SnapshotPlace,
        _ onHeader: (SnapshotHeader) throws -> Void,
        _ body: (_ line: PlacedLine) throws -> Void
    ) throws(SnapshotError) {
        do {
            switch try scan.take(text, range) {
            case .header(let header):
                guard header.sequence == place.name.sequence else {
                    throw place.error(.wrongSequence, line: 1, "the header is that of sequence \(header.sequence)")
                }
                try onHeader(header)
            case .entity: try body(PlacedLine(text, range, number: scan.lines, place: place))
            case .footer: break
            }
        } catch let problem as SnapshotProblem {
            throw place.error(problem.code, line: scan.lines, problem.message)
        } catch let error as SnapshotError {
            throw error
        } catch {
            throw place.error(.lineRefused, line: scan.lines, "\(error)", cause: error)
        }
    }
}
