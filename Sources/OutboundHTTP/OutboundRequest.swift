/// A request to somebody else's server.
package struct OutboundRequest: Sendable {
    /// The method, in upper case.
    package var method: String

    /// The absolute URL, as it was given to us.
    package var url: String

    /// The fields besides `Host` and `Content-Length`, which are the connection's own.
    ///
    /// `Content-Length` is sent with every body, and with a POST that has none; a body is never chunked.
    package var headers: [(name: String, value: String)]

    /// The body.
    package var body: [UInt8]

    /// How many bytes of the answer's body are read; nil for as many as the client's limits say.
    package var answerBytes: Int?

    /// A request of these parts.
    package init(
        method: String,
        url: String,
        headers: [(name: String, value: String)],
        body: [UInt8],
        answerBytes: Int? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.answerBytes = answerBytes
    }
}
