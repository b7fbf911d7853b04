/// Writes the head of a reply.
package struct ResponseHead {
    /// How the client learns where the body ends.
    package enum Body {
        /// By a Content-Length.
        case fixed(Int)

        /// By the last chunk.
        case chunked

        /// By the end of the connection.
        case untilClose

        /// By the status: there is none.
        case none
    }

    let status: Int
    let fields: [UInt8]
    let body: Body
    let closes: Bool

    /// A head of a reply; `fields` are whole lines, and `closes` says that the connection ends behind it.
    package init(status: Int, fields: [UInt8], body: Body, closes: Bool) {
        self.status = status
        self.fields = fields
        self.body = body
        self.closes = closes
    }

    /// Status line, Date, the application's fields, framing, and the empty line.
    package func append(to bytes: inout [UInt8], date: DateLine) {
        StatusLine.append(status, to: &bytes)
        bytes.append(contentsOf: date.bytes)
        bytes.append(contentsOf: fields)
        switch body {
        case .fixed(let count):
            bytes.append(contentsOf: "Content-Length: ")
            bytes.append(decimal: count)
            bytes.append(contentsOf: closes ? "\r\nConnection: close\r\n\r\n" : "\r\n\r\n")
        case .chunked:
            bytes.append(contentsOf: "Transfer-Encoding: chunked\r\n")
            bytes.append(contentsOf: closes ? "Connection: close\r\n\r\n" : "\r\n")
        case .untilClose, .none:
            bytes.append(contentsOf: closes ? "Connection: close\r\n\r\n" : "\r\n")
        }
    }
}
