/// Why payments cannot be asked for at a wallet.
package enum MerchantWalletProblem: Error, Hashable, Sendable {
    /// What was typed is no wallet address.
    case address(WalletAddressProblem)
    /// The key's name is none that a signature can carry.
    case keyName
    /// The wallet's document could not be had.
    case document(OpenPaymentsProblem)
    /// The wallet holds something that no session is paid in.
    case currencyUnknown
    /// The wallet counts in units that are too fine, or coarser than its currency's smallest one.
    case scale(Int, least: Int)
    /// The wallet's keys could not be had.
    case keys(OpenPaymentsProblem)
    /// The wallet publishes no Ed25519 key of that name.
    case keyNotPublished
    /// The wallet publishes another key under that name.
    case keyDiffers

    /// The reason in a few words, for the merchant whose wallet it is; the wallet's own words are not among them.
    package var text: String {
        switch self {
        case .address(let problem): "the wallet address is not one: \(problem.text)"
        case .keyName: "the key id is not 1 to 256 visible ASCII characters without quotes, ; and \\"
        case .document(let problem): "the wallet could not be asked: \(problem.text)"
        case .currencyUnknown: "the wallet holds no currency of ISO 4217 that can be paid in"
        case .scale(let scale, let least):
            "the wallet's asset scale is \(scale); from \(least) to \(WalletLimits.assetScale) can be used"
        case .keys(let problem): "the wallet's keys (jwks.json) could not be had: \(problem.text)"
        case .keyNotPublished: "the wallet does not publish a key of that id; upload the public key there first"
        case .keyDiffers: "the key that the wallet publishes under that id belongs to another private key"
        }
    }
}
