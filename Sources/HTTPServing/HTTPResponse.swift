/// What a handler answers.
package struct HTTPResponse: Sendable {
    /// From 200 to 599; without a body for 204 and 304.
    package var status: Int

    /// Complete lines `Name: value\r\n`, as they are sent.
    ///
    /// The server adds `Date`, `Content-Length`, `Connection` and `Transfer-Encoding`, which must not be among them.
    package var fields: [UInt8]

    /// The body; for a `HEAD` the one a `GET` would have, of which only the length is sent.
    package var body: [UInt8]

    /// Asks for the connection to be closed after this.
    package var closesConnection: Bool

    /// Puts a response together; nothing is checked here.
    package init(status: Int, fields: [UInt8] = [], body: [UInt8] = [], closesConnection: Bool = false) {
        self.status = status
        self.fields = fields
        self.body = body
        self.closesConnection = closesConnection
    }
}
