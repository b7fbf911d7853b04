/// An absolute URL that a client names, safe to stand in a header of ours.
struct WebAddress: Sendable, Hashable {
    /// As it was written.
    let text: String

    /// Scheme, host and port.
    let origin: String

    /// Reads an `http` or `https` URL without user-info and fragment; nil for any other text.
    init?(_ text: String) {
        guard text.utf8.count <= 2048, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
            !text.contains(where: { "\"'<>\\^`{|}#".contains($0) }),
            let scheme = ["https://", "http://"].first(where: text.hasPrefix)
        else { return nil }
        let authority = text.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" }
        let isPlain = authority.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x30...0x39,
                UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"):
                true
            case _: false
            }
        }
        guard !authority.isEmpty, isPlain else { return nil }
        self.text = text
        origin = scheme + authority
    }

    /// The URL with members added to its query.
    func adding(_ members: [(name: String, value: String)]) -> String {
        let query = members.map { "\($0.name)=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
        return text + (text.contains("?") ? "&" : "?") + query
    }
}
