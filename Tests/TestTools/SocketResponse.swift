/// A reply as it came over a socket.
package struct SocketResponse: Sendable {
    /// The number in the status line.
    package var status: Int

    /// The status line, without its line end.
    package var statusLine: String

    /// The field lines in order, names in lower case.
    package var fields: [(name: String, value: String)]

    /// The body, without its transfer coding.
    package var body: [UInt8]

    /// The body as text.
    package var text: String { String(decoding: body, as: UTF8.self) }

    /// The value of a field that stands there once, by its name in lower case; `nil` without one, or with more.
    package func field(_ name: String) -> String? {
        let values = fields.filter { $0.name == name }
        return values.count == 1 ? values[0].value : nil
    }
}
