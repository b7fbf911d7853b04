import Bytes

/// Prints lines of the log in pieces worth a write, whatever their number.
struct LogOutput {
    private static let pieceBytes = 64 << 10

    private let isJSON: Bool
    private var json = JSONWriter(reserving: 4096)
    private var bytes: [UInt8] = []
    private var count = 0

    init(isJSON: Bool) {
        self.isJSON = isJSON
    }

    /// Adds a line.
    mutating func add(_ line: LogLine) throws {
        if isJSON {
            if count > 0 { bytes.append(UInt8(ascii: ",")) }
            json.removeAll()
            line.write(to: &json)
            bytes += json.bytes
        } else {
            bytes += Array((line.text + "\n").utf8)
        }
        count += 1
        if bytes.count >= Self.pieceBytes { try flush() }
    }

    /// Prints what has not been printed yet.
    mutating func flush() throws {
        try StandardOutput.write(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
