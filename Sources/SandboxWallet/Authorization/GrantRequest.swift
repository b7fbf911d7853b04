/// What a client asks an authorization server for.
struct GrantRequest: Sendable {
    /// How the person's browser comes back to the client.
    struct Finish: Sendable {
        let uri: WebAddress
        let nonce: String
    }

    let client: Client
    let rights: [AccessRight]

    /// The wallet address whose owner is to be asked whether it is theirs.
    let subject: String?

    /// Whether the client can send a browser.
    let isInteractive: Bool

    let finish: Finish?

    /// Whether a person has to be asked.
    var needsConsent: Bool { subject != nil || rights.contains(where: \.needsConsent) }

    /// Reads a request; all its objects are closed.
    init(_ body: [UInt8]) throws(Malformation) {
        let fields = try JSONFields(body)
        try fields.allow(["access_token", "client", "interact", "subject"])
        client = try Client(fields)
        subject = try fields.optionalObject("subject").map(Self.subject)
        rights = try fields.optionalObject("access_token").map(Self.rights) ?? []
        guard subject != nil || !rights.isEmpty else { throw Malformation("'access_token' is missing") }
        if let interact = try fields.optionalObject("interact") {
            try interact.allow(["start", "finish"])
            guard try interact.strings("start") == ["redirect"] else { throw Malformation("'start' is [\"redirect\"]") }
            isInteractive = true
            finish = try interact.optionalObject("finish").map(Self.finish)
        } else {
            isInteractive = false
            finish = nil
        }
    }

    private static func rights(_ fields: JSONFields) throws(Malformation) -> [AccessRight] {
        try fields.allow(["access"])
        var rights: [AccessRight] = []
        for element in try fields.elements("access") {
            let right = try AccessRight(JSONFields(element.document, element.node))
            guard !rights.contains(right) else { throw Malformation("'access' holds the same item twice") }
            rights.append(right)
        }
        guard (1...Limits.accessItems).contains(rights.count) else {
            throw Malformation("'access' has 1 to \(Limits.accessItems) items")
        }
        return rights
    }

    private static func subject(_ fields: JSONFields) throws(Malformation) -> String {
        try fields.allow(["sub_ids"])
        let elements = try fields.elements("sub_ids")
        guard let element = elements.first, elements.count == 1 else {
            throw Malformation("'sub_ids' has exactly one item")
        }
        let item = try JSONFields(element.document, element.node)
        try item.allow(["id", "format"])
        guard try item.string("format") == "uri" else { throw Malformation("'format' is uri") }
        return try item.string("id")
    }

    private static func finish(_ fields: JSONFields) throws(Malformation) -> Finish {
        try fields.allow(["method", "uri", "nonce"])
        guard try fields.string("method") == "redirect" else { throw Malformation("'method' is redirect") }
        guard let uri = WebAddress(try fields.string("uri")) else {
            throw Malformation("'uri' is an http or https URL without a fragment")
        }
        let nonce = try fields.string("nonce")
        guard !nonce.isEmpty, nonce.utf8.count <= 256 else { throw Malformation("a nonce has 1 to 256 bytes") }
        return Finish(uri: uri, nonce: nonce)
    }
}
