package import OutboundHTTP

/// Why an answer that reports success is not believed.
package enum AnswerProblem: Error, Hashable, Sendable {
    /// The body is longer than what is read of it.
    case tooLong
    /// The body is no JSON object, or one that is too deep.
    case notJSON
    /// A member that there must be is missing.
    case memberMissing(String)
    /// A member is no such value as the protocol says.
    case memberMalformed(String)
    /// A member names a URL that no request may go to.
    case urlRefused(String, OutboundProblem)
    /// A member names a URL at another server than the one that named it.
    case foreignOrigin(String)
    /// A member says something else than what was asked for.
    case memberDiffers(String)
    /// The wallet address does not name itself.
    case anotherWalletAddress
    /// The grant reaches further than what was asked for; it was cancelled, as far as that could be done.
    case accessTooWide
}
