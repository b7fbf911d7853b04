package import Bytes
import Cryptography

/// Reads the members of an object that we have written ourselves: each in its place, none more, none less.
package struct MemberReader {
    private let document: JSONDocument
    private var members: JSONMembers
    private var pending: (name: JSONNode, value: JSONNode)?

    /// Begins with the first member, or behind so many; throws if the node is no object.
    package init(_ node: JSONNode, of document: JSONDocument, skipping count: Int = 0) throws(EventFormatError) {
        guard document.kind(of: node) == .object else { throw .notAnObject }
        self.document = document
        members = document.members(of: node)
        for _ in 0..<count { _ = members.next() }
        pending = members.next()
    }

    /// The value of the next member, which must have this name.
    package mutating func next(_ name: StaticString) throws(EventFormatError) -> JSONNode {
        guard let member = pending else { throw .memberMissing(name.description) }
        guard document.isString(member.name, name) else {
            throw .memberUnexpected(document.string(member.name), expected: name.description)
        }
        pending = members.next()
        return member.value
    }

    /// The value of the next member if it has this name.
    package mutating func nextIfPresent(_ name: StaticString) -> JSONNode? {
        guard let member = pending, document.isString(member.name, name) else { return nil }
        pending = members.next()
        return member.value
    }

    /// Whether the next member has this name.
    package func isNext(_ name: StaticString) -> Bool {
        pending.map { document.isString($0.name, name) } ?? false
    }

    /// Whether no member is left.
    var isAtEnd: Bool { pending == nil }

    /// Refuses a member behind the last known one.
    package func end() throws(EventFormatError) {
        guard let member = pending else { return }
        throw .memberUnexpected(document.string(member.name), expected: nil)
    }

    /// The text of the next member.
    package mutating func string(_ name: StaticString) throws(EventFormatError) -> String {
        guard let text = try optionalString(name) else { throw .memberMalformed(name.description) }
        return text
    }

    /// The text of the next member, or nil for `null`.
    package mutating func optionalString(_ name: StaticString) throws(EventFormatError) -> String? {
        let value = try next(name)
        switch document.kind(of: value) {
        case .string: return document.string(value)
        case .null: return nil
        case .object, .array, .number, .true, .false: throw .memberMalformed(name.description)
        }
    }

    /// What `parse` makes of the text of the next member.
    package mutating func value<Value>(
        _ name: StaticString,
        as parse: (String) -> Value?
    ) throws(EventFormatError) -> Value {
        guard let value = parse(try string(name)) else { throw .memberMalformed(name.description) }
        return value
    }

    /// What `parse` makes of the text of the next member, or nil for `null`.
    package mutating func optionalValue<Value>(
        _ name: StaticString,
        as parse: (String) -> Value?
    ) throws(EventFormatError) -> Value? {
        guard let text = try optionalString(name) else { return nil }
        guard let value = parse(text) else { throw .memberMalformed(name.description) }
        return value
    }

    /// The truth value of the next member.
    package mutating func boolean(_ name: StaticString) throws(EventFormatError) -> Bool {
        switch document.kind(of: try next(name)) {
        case .true: return true
        case .false: return false
        case .object, .array, .number, .string, .null: throw .memberMalformed(name.description)
        }
    }

    /// The whole number of the next member.
    package mutating func integer(_ name: StaticString) throws(EventFormatError) -> Int64 {
        guard let value = document.integer(try next(name)) else { throw .memberMalformed(name.description) }
        return value
    }

    /// The whole number of the next member, or nil for `null`.
    package mutating func optionalInteger(_ name: StaticString) throws(EventFormatError) -> Int64? {
        let value = try next(name)
        if document.kind(of: value) == .null { return nil }
        guard let integer = document.integer(value) else { throw .memberMalformed(name.description) }
        return integer
    }

    /// The time of the next member.
    package mutating func time(_ name: StaticString) throws(EventFormatError) -> Timestamp {
        guard let moment = try optionalTime(name) else { throw .memberMalformed(name.description) }
        return moment
    }

    /// The time of the next member, or nil for `null`.
    package mutating func optionalTime(_ name: StaticString) throws(EventFormatError) -> Timestamp? {
        let value = try next(name)
        if document.kind(of: value) == .null { return nil }
        guard let moment = parsedString(value, as: { Timestamp(parsing: $0) }) else {
            throw .memberMalformed(name.description)
        }
        return moment
    }

    /// The bytes that the next member spells in base64url, or nil for `null`.
    package mutating func optionalBase64URL(_ name: StaticString) throws(EventFormatError) -> [UInt8]? {
        guard let text = try optionalString(name) else { return nil }
        guard let bytes = Base64URL.decode(text) else { throw .memberMalformed(name.description) }
        return bytes
    }

    /// The 128 bits of the next member, 32 hexadecimal digits.
    package mutating func hexadecimal(_ name: StaticString) throws(EventFormatError) -> UInt128 {
        try parsed(name) { Hex.decode($0) }
    }

    /// What `parse` makes of a string's bytes.
    mutating func parsed<Value>(
        _ name: StaticString,
        as parse: (UnsafeBufferPointer<UInt8>) -> Value?
    ) throws(EventFormatError) -> Value {
        let value = try next(name)
        guard let parsed = parsedString(value, as: parse) else { throw .memberMalformed(name.description) }
        return parsed
    }

    /// What `parse` makes of the bytes of a string; `nil` also when the value is no string.
    package func parsedString<Value>(_ value: JSONNode, as parse: (UnsafeBufferPointer<UInt8>) -> Value?) -> Value? {
        guard document.kind(of: value) == .string else { return nil }
        // Safe because the bytes are lent for the call, and what is parsed keeps none of them.
        return document.withUTF8(of: value) { parse($0) }
    }

    /// The session identifier of the next member.
    package mutating func sessionID(_ name: StaticString) throws(EventFormatError) -> SessionID {
        try parsed(name) { SessionID(parsing: $0) }
    }

    /// The event of the next members: `session`, and `number` for one of its subscription.
    package mutating func eventID() throws(EventFormatError) -> EventID {
        let session = try sessionID("session")
        guard isNext("number") else { return EventID(of: session) }
        let number = try integer("number")
        guard 1...Int64(EventID.mostNumber) ~= number else { throw .memberMalformed("number") }
        return EventID(of: session, number: UInt32(number))
    }

    /// The merchant identifier of the next member.
    package mutating func merchantID(_ name: StaticString) throws(EventFormatError) -> MerchantID {
        try parsed(name) { MerchantID(parsing: $0) }
    }

    /// The key identifier of the next member.
    package mutating func keyID(_ name: StaticString) throws(EventFormatError) -> KeyID {
        try parsed(name) { KeyID(parsing: $0) }
    }
}
