import Bytes
import Checkout
import OutboundHTTP

/// A JSON object of somebody else's, asked for its members by name.
///
/// Members that nobody asks for do not matter, nor does their order; an optional member may be `null`.
struct AnswerObject {
    let document: JSONDocument
    let node: JSONNode

    /// The object that a body is.
    init(parsing body: [UInt8]) throws(AnswerProblem) {
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONDocument(
                parsing: body,
                limits: JSONLimits(depth: WalletLimits.depth, nodes: WalletLimits.answerBytes)
            )
        } catch {
            throw .notJSON
        }
        guard document.kind(of: document.root) == .object else { throw .notJSON }
        self.init(document: document, node: document.root)
    }

    private init(document: JSONDocument, node: JSONNode) {
        self.document = document
        self.node = node
    }

    /// The value of a member; nil where there is none, or `null`.
    func value(_ name: StaticString) -> JSONNode? {
        document.member(name, of: node).flatMap { document.kind(of: $0) == .null ? nil : $0 }
    }

    /// Whether there is a member of this name, `null` too.
    func has(_ name: StaticString) -> Bool {
        document.member(name, of: node) != nil
    }

    func string(_ name: StaticString) throws(AnswerProblem) -> String {
        try present(try optionalString(name), name)
    }

    func optionalString(_ name: StaticString) throws(AnswerProblem) -> String? {
        guard let value = value(name) else { return nil }
        guard document.kind(of: value) == .string else { throw .memberMalformed(name.description) }
        let text = document.string(value)
        guard text.utf8.count <= WalletLimits.textCharacters else { throw .memberMalformed(name.description) }
        return text
    }

    func boolean(_ name: StaticString) throws(AnswerProblem) -> Bool {
        switch document.kind(of: try present(value(name), name)) {
        case .true: return true
        case .false: return false
        case .object, .array, .string, .number, .null: throw .memberMalformed(name.description)
        }
    }

    func optionalInteger(_ name: StaticString) throws(AnswerProblem) -> Int64? {
        guard let value = value(name) else { return nil }
        guard let integer = document.integer(value) else { throw .memberMalformed(name.description) }
        return integer
    }

    /// A token, which must be fit for a header field.
    func secret(_ name: StaticString) throws(AnswerProblem) -> SecretText {
        let value = try present(value(name), name)
        guard document.kind(of: value) == .string, let secret = SecretText(document.string(value)) else {
            throw .memberMalformed(name.description)
        }
        return secret
    }

    func object(_ name: StaticString) throws(AnswerProblem) -> AnswerObject {
        try present(try optionalObject(name), name)
    }

    func optionalObject(_ name: StaticString) throws(AnswerProblem) -> AnswerObject? {
        guard let value = value(name) else { return nil }
        guard document.kind(of: value) == .object else { throw .memberMalformed(name.description) }
        return AnswerObject(document: document, node: value)
    }

    /// The objects of an array, in order.
    func objects(_ name: StaticString) throws(AnswerProblem) -> [AnswerObject] {
        let array = try present(value(name), name)
        guard document.kind(of: array) == .array, document.count(of: array) <= WalletLimits.entries else {
            throw .memberMalformed(name.description)
        }
        return try document.elements(of: array)
            .map { (element) throws(AnswerProblem) in
                guard document.kind(of: element) == .object else { throw .memberMalformed(name.description) }
                return AnswerObject(document: document, node: element)
            }
    }

    /// The strings of an array, in order.
    func strings(_ name: StaticString) throws(AnswerProblem) -> [String] {
        let array = try present(value(name), name)
        guard document.kind(of: array) == .array, document.count(of: array) <= WalletLimits.entries else {
            throw .memberMalformed(name.description)
        }
        return try document.elements(of: array)
            .map { (element) throws(AnswerProblem) in
                guard document.kind(of: element) == .string else { throw .memberMalformed(name.description) }
                return document.string(element)
            }
    }

    /// A URL that requests may go to.
    func url(_ name: StaticString, policy: OutboundPolicy) throws(AnswerProblem) -> RemoteURL {
        let text = try string(name)
        do throws(OutboundProblem) { return try RemoteURL(text, policy: policy) } catch {
            throw .urlRefused(name.description, error)
        }
    }

    /// A URL that requests may go to, at the server that names it.
    ///
    /// Without this rule a hostile server could have us sign requests to others, and send them our tokens.
    func url(_ name: StaticString, at origin: String, policy: OutboundPolicy) throws(AnswerProblem) -> RemoteURL {
        let url = try url(name, policy: policy)
        guard url.origin == origin else { throw .foreignOrigin(name.description) }
        return url
    }

    func amount(_ name: StaticString) throws(AnswerProblem) -> Amount {
        try present(try optionalAmount(name), name)
    }

    func optionalAmount(_ name: StaticString) throws(AnswerProblem) -> Amount? {
        guard let object = try optionalObject(name) else { return nil }
        let digits = try object.string("value")
        guard 1...20 ~= digits.utf8.count, digits.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }),
            let value = UInt64(digits)
        else { throw .memberMalformed(name.description) }
        return Amount(value: value, assetCode: try object.assetCode(), assetScale: try object.assetScale())
    }

    func assetCode() throws(AnswerProblem) -> String {
        let code = try string("assetCode")
        guard 1...WalletLimits.assetCodeCharacters ~= code.utf8.count, code.utf8.allSatisfy({ 0x21..<0x7F ~= $0 })
        else {
            throw .memberMalformed("assetCode")
        }
        return code
    }

    func assetScale() throws(AnswerProblem) -> UInt8 {
        guard let scale = UInt8(exactly: try present(try optionalInteger("assetScale"), "assetScale")) else {
            throw .memberMalformed("assetScale")
        }
        return scale
    }

    /// A moment of RFC 3339, in any zone.
    func optionalTime(_ name: StaticString) throws(AnswerProblem) -> Timestamp? {
        guard let text = try optionalString(name) else { return nil }
        guard let moment = Timestamp(parsingInAnyZone: text) else { throw .memberMalformed(name.description) }
        return moment
    }

    /// The members of an object whose values are strings; others are left out.
    func texts(_ name: StaticString) throws(AnswerProblem) -> [String: String] {
        guard let object = try optionalObject(name) else { return [:] }
        var texts: [String: String] = [:]
        for (name, value) in document.members(of: object.node) where document.kind(of: value) == .string {
            texts[document.string(name)] = document.string(value)
        }
        return texts
    }

    private func present<Value>(_ value: Value?, _ name: StaticString) throws(AnswerProblem) -> Value {
        guard let value else { throw .memberMissing(name.description) }
        return value
    }
}
