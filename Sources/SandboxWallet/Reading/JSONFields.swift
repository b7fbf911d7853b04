import Bytes

/// The members of one JSON object, read by name and kind.
struct JSONFields {
    let document: JSONDocument
    let node: JSONNode

    /// Reads a whole body, which has to be an object.
    init(_ body: [UInt8]) throws(Malformation) {
        do throws(JSONError) {
            document = try JSONDocument(parsing: body, limits: JSONLimits(depth: 16, nodes: 10_000))
        } catch {
            throw Malformation("the body is no JSON: \(error.kind) at byte \(error.offset)")
        }
        node = document.root
        guard document.kind(of: node) == .object else { throw Malformation("the body is no JSON object") }
    }

    /// Looks into an object of a document.
    init(_ document: JSONDocument, _ node: JSONNode) throws(Malformation) {
        guard document.kind(of: node) == .object else { throw Malformation("an object was expected") }
        self.document = document
        self.node = node
    }

    /// Refuses members of any other name.
    func allow(_ names: Set<String>) throws(Malformation) {
        for member in document.members(of: node) {
            let name = document.string(member.name)
            guard names.contains(name) else { throw Malformation("unknown member '\(name)'") }
        }
    }

    /// Whether there is a member of this name.
    func has(_ name: StaticString) -> Bool {
        document.member(name, of: node) != nil
    }

    /// A string that must be there.
    func string(_ name: StaticString) throws(Malformation) -> String {
        guard let value = try optionalString(name) else { throw Malformation("'\(name)' is missing") }
        return value
    }

    /// A string that may be left out.
    func optionalString(_ name: StaticString) throws(Malformation) -> String? {
        guard let value = document.member(name, of: node) else { return nil }
        guard document.kind(of: value) == .string else { throw Malformation("'\(name)' is a string") }
        return document.string(value)
    }

    /// A whole number that may be left out.
    func optionalInteger(_ name: StaticString) throws(Malformation) -> Int64? {
        guard let value = document.member(name, of: node) else { return nil }
        guard let number = document.integer(value) else { throw Malformation("'\(name)' is a whole number") }
        return number
    }

    /// A whole number that must be there.
    func integer(_ name: StaticString) throws(Malformation) -> Int64 {
        guard let value = try optionalInteger(name) else { throw Malformation("'\(name)' is missing") }
        return value
    }

    /// `true` or `false`, if it is there.
    func optionalBoolean(_ name: StaticString) throws(Malformation) -> Bool? {
        guard let value = document.member(name, of: node) else { return nil }
        switch document.kind(of: value) {
        case .true: return true
        case .false: return false
        case .object, .array, .string, .number, .null: throw Malformation("'\(name)' is true or false")
        }
    }

    /// An object that may be left out.
    func optionalObject(_ name: StaticString) throws(Malformation) -> JSONFields? {
        guard let value = document.member(name, of: node) else { return nil }
        guard document.kind(of: value) == .object else { throw Malformation("'\(name)' is an object") }
        return try JSONFields(document, value)
    }

    /// An object that must be there.
    func object(_ name: StaticString) throws(Malformation) -> JSONFields {
        guard let value = try optionalObject(name) else { throw Malformation("'\(name)' is missing") }
        return value
    }

    /// The elements of an array that must be there.
    func elements(_ name: StaticString) throws(Malformation) -> [(document: JSONDocument, node: JSONNode)] {
        guard let value = document.member(name, of: node) else { throw Malformation("'\(name)' is missing") }
        guard document.kind(of: value) == .array else { throw Malformation("'\(name)' is an array") }
        return document.elements(of: value).map { (document, $0) }
    }

    /// The strings of an array that must be there, each at most once.
    func strings(_ name: StaticString) throws(Malformation) -> [String] {
        var strings: [String] = []
        for element in try elements(name) {
            guard document.kind(of: element.node) == .string else { throw Malformation("'\(name)' holds strings") }
            let text = document.string(element.node)
            guard !strings.contains(text) else { throw Malformation("'\(name)' holds '\(text)' twice") }
            strings.append(text)
        }
        return strings
    }

    /// An amount of money that may be left out.
    func optionalAmount(_ name: StaticString) throws(Malformation) -> Amount? {
        guard let fields = try optionalObject(name) else { return nil }
        try fields.allow(["value", "assetCode", "assetScale"])
        let text = try fields.string("value")
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = UInt64(text) else {
            throw Malformation("a value is the decimal text of a 64-bit number")
        }
        let code = try fields.string("assetCode")
        let scale = try fields.integer("assetScale")
        guard (0...255).contains(scale), !code.isEmpty else {
            throw Malformation("an asset has a code, and a scale from 0 to 255")
        }
        return Amount(value, Asset(code: code, scale: Int(scale)))
    }

    /// An object as it was written, that may be left out.
    func optionalSource(_ name: StaticString) throws(Malformation) -> [UInt8]? {
        guard let object = try optionalObject(name) else { return nil }
        return Array(document.bytes[document.sourceRange(of: object.node)])
    }
}
