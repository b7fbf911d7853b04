import Pages
import PaymentFlows

/// What a form of the page asks for.
enum Submission: Hashable, Sendable {
    /// Pay from this wallet, and, where the donor chooses, so much.
    case wallet(WalletEntry)

    /// Agree to an offer.
    case approve(PaymentOffer.Number)

    /// End the attempt that led to an offer, and prepare another from the same wallet.
    case retry(PaymentOffer.Number)

    /// End the attempt and begin again.
    case restart

    /// Whether a wallet is asked for a price then.
    var asksWallet: Bool {
        switch self {
        case .wallet, .retry: true
        case .approve, .restart: false
        }
    }

    /// Reads the fields; nil where they are none that the page sends.
    init?(_ fields: FormFields) {
        switch fields["step"] {
        case "wallet":
            guard let wallet = fields["wallet_address"], wallet.unicodeScalars.count <= Limits.walletCharacters else {
                return nil
            }
            self = .wallet(WalletEntry(wallet: wallet, amount: fields["amount"] ?? ""))
        case "approve":
            guard let number = fields["offer"].flatMap({ Int($0) }) else { return nil }
            self = .approve(PaymentOffer.Number(number))
        case "retry":
            guard let number = fields["offer"].flatMap({ Int($0) }) else { return nil }
            self = .retry(PaymentOffer.Number(number))
        case "restart":
            self = .restart
        case _:
            return nil
        }
    }
}
