import Checkout
package import OutboundHTTP

/// A wallet address as somebody typed it, made into the URL of its document.
///
/// Taken are URLs of `https`, payment pointers (`$host/path`, whose path is `/.well-known/pay` unless there is one),
/// and a host and a path alone. The address to go on with is the ``WalletAddress/id`` of the document.
package struct WalletAddressURL: Hashable, Sendable {
    /// The URL: its host in lower case, its path as it was typed but for one slash at its end.
    package let text: String

    /// Reads what somebody typed, white space around it left out.
    ///
    /// Where the policy lets requests go to this machine's loopback, such a host may have a port and `http`, and the
    /// forms without a scheme mean `http` there.
    package init(typed: String, policy: OutboundPolicy) throws(WalletAddressProblem) {
        let trimmed = typed.trimmingWhitespace()
        let isPointer = trimmed.hasPrefix("$")
        let rest = isPointer ? String(trimmed.dropFirst()) : trimmed
        guard !rest.isEmpty, rest != "/" else { throw .empty }
        if isPointer || !rest.contains("://") {
            let encrypted = try Self.checked("https://" + rest, policy: policy)
            let url = encrypted.isLoopbackOnly ? try Self.checked("http://" + rest, policy: policy) : encrypted
            text = isPointer && url.path == "/" ? url.origin + "/.well-known/pay" : url.text
        } else {
            text = try Self.checked(rest, policy: policy).text
        }
    }

    /// What the guard makes of a URL: a host that may be asked, and the path behind it.
    private struct Checked {
        let isLoopbackOnly: Bool
        let origin: String
        let path: String

        /// The whole, without one slash at its end.
        var text: String { origin + (path.hasSuffix("/") ? String(path.dropLast()) : path) }
    }

    private static func checked(_ url: String, policy: OutboundPolicy) throws(WalletAddressProblem) -> Checked {
        guard !url.contains("#") else { throw .fragment }
        guard !url.contains("?") else { throw .query }
        let destination: Destination
        do throws(OutboundProblem) { destination = try Destination(url, policy: policy) } catch {
            throw WalletAddressProblem(error)
        }
        // The scheme's own port may be spelled out in a URL, but not in a wallet address.
        let authority = url.drop { $0 != "/" }.dropFirst(2).prefix { $0 != "/" }
        let port = authority.utf8.reversed().prefix { $0 &- UInt8(ascii: "0") < 10 }
        let hasPort = port.count < authority.utf8.count && authority.utf8.dropLast(port.count).last == UInt8(ascii: ":")
        guard destination.isLoopbackOnly || !hasPort else { throw .port }
        return Checked(
            isLoopbackOnly: destination.isLoopbackOnly,
            origin: destination.origin,
            path: String(destination.url.dropFirst(destination.origin.count))
        )
    }
}

extension WalletAddressProblem {
    fileprivate init(_ problem: OutboundProblem) {
        self =
            switch problem {
            case .urlMalformed(.userInformation): .userInformation
            case .urlMalformed(let problem): .malformed(problem)
            case .notEncrypted: .notEncrypted
            case .portNotStandard: .port
            case _: .destinationRefused(problem)
            }
    }
}

extension String {
    /// The text without white space at its two ends.
    fileprivate func trimmingWhitespace() -> String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
