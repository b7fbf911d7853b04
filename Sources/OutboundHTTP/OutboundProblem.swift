package import Checkout

/// Why a request got no answer, one case a reason.
package enum OutboundProblem: Error, Hashable, Sendable {
    /// The URL is none that we take.
    case urlMalformed(URLProblem)
    /// The URL is `http`, and its host is not this machine's loopback, or that may not be reached.
    case notEncrypted
    /// The port is not 443 where it has to be.
    case portNotStandard
    /// The host is an address where it has to be a name.
    case hostIsAddress
    /// The name is one of a private network, such as `localhost` or one without a dot.
    case nameNotPublic
    /// No such name.
    case nameNotFound
    /// The name servers did not answer.
    case nameNotResolved
    /// The name has an address that is not public.
    case addressNotPublic
    /// Nothing listens at the port.
    case connectionRefused
    /// There is no way to the address.
    case unreachable
    /// No connection came about in time.
    case connectTimedOut(Duration)
    /// The server's certificate is not from an authority that the system trusts, or is not valid now.
    case certificateNotTrusted
    /// The server's certificate is for another name.
    case certificateForAnotherName
    /// The two sides did not agree on how to encrypt.
    case encryptionFailed
    /// The server closed the connection before its answer was whole.
    case connectionClosed
    /// What came is no HTTP.
    case notHTTP
    /// The answer was not whole in time.
    case timedOut(Duration)
    /// This server was ending.
    case shutDown
    /// Anything else.
    case failed

    /// The reason in a few words, for the merchant whose server it is; the words stay as they are.
    package var text: String {
        switch self {
        case .urlMalformed: "the URL is malformed"
        case .notEncrypted: "the URL is not https"
        case .portNotStandard: "the port is not 443"
        case .hostIsAddress: "the host is an address, not a name"
        case .nameNotPublic: "the host name is not public"
        case .nameNotFound: "the host name does not exist"
        case .nameNotResolved: "the host name could not be resolved"
        case .addressNotPublic: "the address is not public"
        case .connectionRefused: "connection refused"
        case .unreachable: "the address cannot be reached"
        case .connectTimedOut(let limit): "no connection after \(Self.text(of: limit))"
        case .certificateNotTrusted: "TLS certificate not trusted"
        case .certificateForAnotherName: "TLS certificate is for another host name"
        case .encryptionFailed: "TLS handshake failed"
        case .connectionClosed: "connection closed before the answer was complete"
        case .notHTTP: "the answer is not HTTP"
        case .timedOut(let limit): "timed out after \(Self.text(of: limit))"
        case .shutDown: "this server was shutting down"
        case .failed: "the request failed"
        }
    }

    /// Whether no connection came about, so that another address of the same name may be tried.
    var isBeforeConnection: Bool {
        switch self {
        case .connectionRefused, .unreachable, .connectTimedOut: true
        case .urlMalformed, .notEncrypted, .portNotStandard, .hostIsAddress, .nameNotPublic, .nameNotFound,
            .nameNotResolved, .addressNotPublic, .certificateNotTrusted, .certificateForAnotherName, .encryptionFailed,
            .connectionClosed, .notHTTP, .timedOut, .shutDown, .failed:
            false
        }
    }

    /// Whether the server may have seen the request: what it asks for may have been done all the same.
    package var mayHaveArrived: Bool {
        switch self {
        case .connectionRefused, .unreachable, .connectTimedOut, .urlMalformed, .notEncrypted, .portNotStandard,
            .hostIsAddress, .nameNotPublic, .nameNotFound, .nameNotResolved, .addressNotPublic,
            .certificateNotTrusted, .certificateForAnotherName:
            false
        // Encryption can fail behind the handshake as well, and time can run out anywhere.
        case .encryptionFailed, .connectionClosed, .notHTTP, .timedOut, .shutDown, .failed: true
        }
    }

    /// Whether it is the URL, or an address of its host, that may not be asked: trying again gives the same.
    package var isRefusedDestination: Bool {
        switch self {
        case .urlMalformed, .notEncrypted, .portNotStandard, .hostIsAddress, .nameNotPublic, .addressNotPublic: true
        case .nameNotFound, .nameNotResolved, .connectionRefused, .unreachable, .connectTimedOut,
            .certificateNotTrusted, .certificateForAnotherName, .encryptionFailed, .connectionClosed, .notHTTP,
            .timedOut, .shutDown, .failed:
            false
        }
    }

    /// Whole seconds where the limit is that, else milliseconds.
    private static func text(of limit: Duration) -> String {
        let milliseconds = limit / .milliseconds(1)
        return limit.components.attoseconds == 0
            ? "\(limit.components.seconds) s" : "\(Int(milliseconds.rounded())) ms"
    }
}
