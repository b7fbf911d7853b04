/// A request as it came over a socket.
package struct ReceivedRequest: Sendable {
    /// The request line.
    package let line: String
    /// The header's other lines.
    package let fields: [String]
    /// The body.
    package let body: [UInt8]

    /// Takes a request from the front of what was received, if it is whole.
    init?(from received: inout [UInt8]) {
        let text = String(decoding: received, as: UTF8.self)
        guard let end = text.firstRange(of: "\r\n\r\n") else { return nil }
        let lines = text[..<end.lowerBound].split(separator: "\r\n").map(String.init)
        let length =
            lines.compactMap { $0.lowercased().split(separator: ": ") }.first { $0[0] == "content-length" }
            .flatMap { Int($0[1]) } ?? 0
        let start = text[..<end.upperBound].utf8.count
        guard received.count >= start + length, let line = lines.first else { return nil }
        self.line = line
        fields = Array(lines.dropFirst())
        body = Array(received[start..<start + length])
        received.removeFirst(start + length)
    }

    /// The value of the only field of a name in lower case.
    package func field(_ name: String) -> String? {
        let values = fields.filter { $0.lowercased().hasPrefix(name + ": ") }
        return values.count == 1 ? String(values[0].dropFirst(name.count + 2)) : nil
    }
}
