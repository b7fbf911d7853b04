import Bytes

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
        let own = StatusLine.mostBytes + ByteRoom.mostDecimals + Self.mostFramingBytes
        bytes.append(atMost: own + date.bytes.count + fields.count) { room in
            StatusLine.append(status, to: &room)
            room.append(copying: date.bytes)
            room.append(copying: fields)
            switch body {
            case .fixed(let count):
                room.append("Content-Length: ")
                room.append(decimal: count)
                room.append(closes ? "\r\nConnection: close\r\n\r\n" : "\r\n\r\n")
            case .chunked:
                room.append("Transfer-Encoding: chunked\r\n")
                room.append(closes ? "Connection: close\r\n\r\n" : "\r\n")
            case .untilClose, .none:
                room.append(closes ? "Connection: close\r\n\r\n" : "\r\n")
            }
        }
    }

    /// What is said of the body's end and the connection's, but for a number, at its longest.
    private static let mostFramingBytes = 49
}
