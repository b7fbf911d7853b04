import OutboundHTTP

extension AnswerProblem {
    /// The reason in a few words; names of members are the protocol's.
    package var text: String {
        switch self {
        case .tooLong: "the answer is too long"
        case .notJSON: "the answer is no JSON object"
        case .memberMissing(let name): "the answer has no '\(name)'"
        case .memberMalformed(let name): "'\(name)' of the answer is malformed"
        case .urlRefused(let name, let problem): "'\(name)' of the answer cannot be used: \(problem.text)"
        case .foreignOrigin(let name): "'\(name)' of the answer is at another server"
        case .memberDiffers(let name): "'\(name)' of the answer is not what was asked for"
        case .anotherWalletAddress: "the wallet address names another one, which does not name itself"
        case .accessTooWide: "the grant reaches further than what was asked for"
        }
    }
}
