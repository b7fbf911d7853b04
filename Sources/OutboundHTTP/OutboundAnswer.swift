import NIOHTTP1

/// What somebody else's server answered.
package struct OutboundAnswer: Sendable {
    /// The status, such as 200; a redirect is an answer like any other.
    package let status: Int

    /// The body as it came, not decompressed, cut at ``OutboundRequest/answerBytes``.
    package let body: [UInt8]

    /// Whether there was more of the body than is kept.
    package let isTruncated: Bool

    private let fields: HTTPHeaders

    init(status: Int, fields: HTTPHeaders, body: [UInt8], isTruncated: Bool) {
        self.status = status
        self.fields = fields
        self.body = body
        self.isTruncated = isTruncated
    }

    /// An answer for the tests of those who send.
    package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.init(
            status: status,
            fields: HTTPHeaders(headers.map { ($0.name, $0.value) }),
            body: body,
            isTruncated: false
        )
    }

    /// The first field of a name, in any letter case.
    package func field(_ name: String) -> String? {
        fields.first(name: name)
    }
}
