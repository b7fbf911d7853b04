/// A request to somebody else's server.
package struct OutboundRequest: Sendable {
    /// The method, in upper case.
    package var method: String

    /// The absolute URL, as it was given to us.
    package var url: String

    /// The fields besides `Host` and `Content-Length`, which are the connection's own.
    package var headers: [(name: String, value: String)]

    /// The body.
    package var body: [UInt8]

    /// A request of these parts.
    package init(method: String, url: String, headers: [(name: String, value: String)], body: [UInt8]) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}
