/// One request of the protocol, yet to be signed and sent.
struct PaymentCall {
    /// Whether it may be sent again after it failed: nothing is done twice by it.
    enum Repetition {
        case never
        case harmless
    }

    let method: String
    let url: RemoteURL
    var token: SecretText?
    var body: [UInt8] = []
    var isSigned = true
    var answerBytes = WalletLimits.answerBytes
    var repetition = Repetition.never
}
