import Pages

/// Where a browser has the dashboard: under the base URL, or without one, where it has asked.
struct OwnAddress: Hashable, Sendable {
    /// Scheme, host and port, as browsers send them in `Origin`.
    let origin: String

    /// `baseURL` is what the operator says; `host` is what the browser has asked for.
    init(baseURL: String?, host: String?) {
        let url = baseURL ?? host.map { "http://\($0)" } ?? ""
        origin = BrowserURL.origin(of: url) ?? ""
    }

    /// Whether nobody else can read what goes over the wire.
    var isPrivate: Bool { isHTTPS || isLoopback }

    /// Whether the cookie goes over HTTPS alone: everywhere but on this machine itself.
    var wantsSecureCookie: Bool { isHTTPS || !isLoopback }

    private var isHTTPS: Bool { origin.hasPrefix("https://") }

    private var isLoopback: Bool {
        let host = host
        guard host != "localhost", host != "[::1]" else { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    private var host: Substring {
        let rest = origin.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).last ?? ""
        guard rest.hasPrefix("["), let end = rest.firstIndex(of: "]") else { return rest.prefix { $0 != ":" } }
        return rest[...end]
    }
}
