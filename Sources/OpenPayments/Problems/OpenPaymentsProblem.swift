package import OutboundHTTP

/// Why a call of the protocol gave nothing, sorted by what the other side may have done.
///
/// ``mayHaveBeenDone`` says in one word whether a payment may exist although the call failed. Nothing here holds text
/// that the other side sent.
package enum OpenPaymentsProblem: Error, Hashable, Sendable {
    /// The request was not sent: nothing was done.
    case notSent(Obstacle)

    /// The other side answered with a status that is no success.
    case refused(Refusal)

    /// The request was or may have been sent, and no whole answer came: nobody knows whether it was done.
    case unanswered(OutboundProblem)

    /// The other side answered that it was done, and the answer is none that may be believed.
    case unusable(AnswerProblem)

    /// Whether the other side may have done what it was asked.
    ///
    /// False only where it is certain that it has not: the request did not leave, or a status says so.
    package var mayHaveBeenDone: Bool {
        switch self {
        case .notSent: false
        case .refused(let refusal): refusal.mayHaveBeenDone
        case .unanswered, .unusable: true
        }
    }

    /// Whether the same request may find success a little later: the other side is down, slow or busy.
    package var isTransient: Bool {
        switch self {
        case .notSent(.unreachable), .unanswered: true
        case .refused(let refusal): refusal.isTransient
        case .notSent, .unusable: false
        }
    }
}
