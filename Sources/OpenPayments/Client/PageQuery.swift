import Bytes

/// The query that asks for a page of a list.
struct PageQuery {
    let walletAddress: String
    let count: Int
    let cursor: PageCursor?

    /// Precondition: a page has 1 to 100 entries.
    init(walletAddress: String, count: Int, cursor: PageCursor?) {
        precondition(1...WalletLimits.entries ~= count, "a page has 1 to 100 entries")
        self.walletAddress = walletAddress
        self.count = count
        self.cursor = cursor
    }

    var text: String {
        let start = "wallet-address=\(Self.escaped(walletAddress))&first=\(count)"
        return cursor.map { "\(start)&cursor=\(Self.escaped($0.value))" } ?? start
    }

    /// A value with all escaped but the unreserved characters of RFC 3986 section 2.3.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            let isLetter = UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
            let isDigit = UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
            if isLetter || isDigit || "-._~".utf8.contains(byte) {
                escaped.append(Character(Unicode.Scalar(byte)))
            } else {
                escaped += "%" + Hex.encode([byte]).uppercased()
            }
        }
        return escaped
    }
}
