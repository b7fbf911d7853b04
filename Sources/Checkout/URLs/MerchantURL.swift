/// Checks the URLs that a merchant's settings hold: webhook destinations and wallet addresses.
///
/// Absolute `https` or `http`, at most ``Limits/urlCharacters`` long, no user information. Loopback hosts are taken
/// here; whether they are used is decided where the connection is made.
package enum MerchantURL {
    /// What is wrong with a URL; `nil` means it is fine.
    package static func check(_ text: String) -> URLProblem? {
        do throws(URLProblem) {
            _ = try WebURL(parsing: text.utf8Span.span)
            return nil
        } catch {
            return error
        }
    }
}
