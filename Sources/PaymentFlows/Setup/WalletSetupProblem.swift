/// Why a wallet is not set, before it is asked.
package enum WalletSetupProblem: Error, Hashable, Sendable {
    /// No private key was given, and none of this name is kept for the merchant.
    case keyUnknown(String)
}
