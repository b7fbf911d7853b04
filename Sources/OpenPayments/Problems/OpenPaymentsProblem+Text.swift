import OutboundHTTP

extension OpenPaymentsProblem {
    /// The reason in a few words, for whoever set the wallet; the wallet's own words are not among them.
    package var text: String {
        switch self {
        case .notSent(.destinationRefused(let problem)), .notSent(.unreachable(let problem)), .unanswered(let problem):
            problem.text
        case .refused(let refusal): "the answer's status is \(refusal.status)"
        case .unusable(let problem): problem.text
        }
    }
}
