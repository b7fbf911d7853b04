package import Bytes

/// Sign-ins in the log and in snapshots.
extension SignIn {
    /// Writes the members `key`, `address` and `browser` into an object that is open; its time stands elsewhere in it.
    func writeMembers(to json: inout JSONWriter) {
        json.name("key")
        json.quoted { key.append(to: &$0) }
        json.name("address")
        json.string(address)
        json.name("browser")
        json.string(browser)
    }

    /// Reads what ``writeMembers(to:)`` has written, and refuses texts that it would have cut.
    init(reading reader: inout MemberReader, at moment: Timestamp) throws(EventFormatError) {
        let key = try reader.keyID("key")
        let address = try reader.string("address")
        let browser = try reader.string("browser")
        self.init(key: key, at: moment, address: address, browser: browser)
        guard self.address == address else { throw .memberMalformed("address") }
        guard self.browser == browser else { throw .memberMalformed("browser") }
    }

    /// Writes sign-ins as an array of objects: `at`, `key`, `address`, `browser`.
    package static func write(_ signIns: [SignIn], to json: inout JSONWriter) {
        json.beginArray()
        for signIn in signIns {
            json.beginObject()
            json.name("at")
            json.time(signIn.at)
            signIn.writeMembers(to: &json)
            json.endObject()
        }
        json.endArray()
    }

    /// Reads an array of sign-ins, and refuses any that ``write(_:to:)`` would not have written.
    package static func read(_ node: JSONNode, of document: JSONDocument) throws(EventFormatError) -> [SignIn] {
        guard document.kind(of: node) == .array, document.count(of: node) <= Limits.signInsKept else {
            throw .memberMalformed("sign_ins")
        }
        var signIns: [SignIn] = []
        for element in document.elements(of: node) {
            var reader = try MemberReader(element, of: document)
            let moment = try reader.time("at")
            signIns.append(try SignIn(reading: &reader, at: moment))
            try reader.end()
        }
        return signIns
    }
}
