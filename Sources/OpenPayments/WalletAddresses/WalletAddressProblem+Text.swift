import OutboundHTTP

extension WalletAddressProblem {
    /// The reason in a few words.
    package var text: String {
        switch self {
        case .empty: "it is empty"
        case .malformed: "it is neither a URL nor a payment pointer"
        case .notEncrypted: "it is not https"
        case .userInformation: "it names a user"
        case .port: "it names a port"
        case .query: "it has a query"
        case .fragment: "it has a fragment"
        case .destinationRefused(let problem): problem.text
        }
    }
}
