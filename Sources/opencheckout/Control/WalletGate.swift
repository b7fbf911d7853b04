import Checkout
import Cryptography
import OpenPayments
import OutboundHTTP

/// How merchants' wallets are reached.
struct WalletGate: Sendable {
    let transport: any PaymentTransport

    /// Whether wallets of test mode may be on this machine, and there by `http`.
    let allowsLocal: Bool

    /// Where wallets of a mode may be.
    func policy(_ keyMode: KeyMode) -> OutboundPolicy {
        switch keyMode {
        case .test: allowsLocal ? .walletsAllowingLocal : .wallets
        case .live: .wallets
        }
    }

    /// A check of wallets of a mode.
    func check(_ keyMode: KeyMode, random: RandomSource) -> MerchantWalletCheck {
        MerchantWalletCheck(
            transport: transport,
            policy: policy(keyMode),
            clock: SystemPaymentClock(),
            random: random
        )
    }
}
