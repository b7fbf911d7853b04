import OutboundHTTP

/// A URL of somebody else's that a request may go to, in the spelling in which it is sent and signed.
struct RemoteURL: Hashable {
    /// The URL as it was given: identifiers are compared, and sent on, as they came.
    let given: String

    /// The URL as it stands in the request: its host in lower case, without the scheme's own port, its path not empty.
    let text: String

    /// Scheme, host and port.
    let origin: String

    init(_ given: String, policy: OutboundPolicy) throws(OutboundProblem) {
        let destination = try Destination(given, policy: policy)
        self.given = given
        text = destination.url
        origin = destination.origin
    }

    /// `given` without one slash at its end, to put more path behind.
    var prefix: String { given.hasSuffix("/") ? String(given.dropLast()) : given }
}
