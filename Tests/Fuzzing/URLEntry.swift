import Checkout
import Foundation

/// Merchants' URLs: what is taken is a web address to Foundation too, with the same kind of host.
enum URLEntry {
    private static let session = SessionID(partition: 0, stripe: 0, random: 1)

    static func finding(in bytes: [UInt8]) -> String? {
        let text = String(decoding: bytes, as: UTF8.self)
        let live = try? RedirectURL(text, keyMode: .live)
        let test = try? RedirectURL(text, keyMode: .test)
        guard live == nil || test != nil else { return "\(text) is taken in live mode alone" }
        guard test == nil || MerchantURL.check(text) == nil else { return "\(text) is taken for sessions alone" }
        guard let test else { return nil }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return "\(text) is taken, and no plain ASCII" }
        let filled = test.text(for: session)
        guard (try? RedirectURL(filled, keyMode: .test)) != nil || filled.utf8.count > Limits.urlCharacters else {
            return "\(text) is taken, and filled in it is none: \(filled)"
        }
        return findingBesideFoundation(text)
    }

    private static func findingBesideFoundation(_ text: String) -> String? {
        // Foundation refuses some that browsers take, and is then no judge.
        guard let other = URLComponents(string: text) else { return nil }
        guard let scheme = other.scheme?.lowercased(), scheme == "http" || scheme == "https" else {
            return "\(text) has the scheme \(other.scheme ?? "none")"
        }
        guard let host = other.encodedHost, !host.isEmpty, other.user == nil, other.password == nil else {
            return "\(text) has the host \(other.encodedHost ?? "none") and the user \(other.user ?? "none")"
        }
        return nil
    }
}
