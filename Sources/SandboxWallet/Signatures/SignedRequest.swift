import HTTPServing

/// A request as its sender signs it, and as we route it.
struct SignedRequest: Sendable {
    /// The method, as written.
    let method: String

    /// The whole URL as the client wrote it: the configured base, and path and query byte for byte as sent.
    let targetURI: String

    /// All field lines in order, names in lower case, values without the white space around them.
    let fields: [(name: String, value: String)]

    /// The body.
    let body: [UInt8]

    /// The path as sent.
    var path = ""

    /// What follows the question mark as sent; nil without one.
    var query: String?

    /// A field's value, the values of several lines joined as RFC 9421 section 2.1 has it; nil without one.
    func field(_ name: String) -> String? {
        let values = fields.filter { $0.name == name }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }

    /// What stands behind `GNAP` in Authorization; nil for anything else.
    var token: String? {
        guard let value = field("authorization"), value.hasPrefix("GNAP ") else { return nil }
        let token = value.dropFirst(5)
        return token.isEmpty || token.contains(" ") ? nil : String(token)
    }
}

extension SignedRequest {
    /// A request as the server has it, sent to a base URL that is configured: what `Host` says plays no part.
    init(_ request: borrowing HTTPRequest, baseURL: String) {
        // A borrowed request is not captured by closures.
        let head = request.head
        func text(_ range: Range<Int>) -> String { String(decoding: head[range], as: UTF8.self) }
        method = text(request.methodRange)
        targetURI = baseURL + text(request.targetRange)
        fields = request.fields.map { (text($0.name).lowercased(), text($0.value)) }
        body = request.body
        path = text(request.path)
        query = request.query.map(text)
    }
}
