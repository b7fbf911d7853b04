import Checkout
import Pages
import PaymentFlows

extension WalletFormContent {
    /// The form with what was typed before.
    init(_ page: SessionPage, _ entry: WalletEntry) {
        let words = page.words
        let currency = page.view.order.currency
        form = page.form(button: .continue, busy: .asking)
        if case .chosenDonation(let bounds) = page.view.order.purpose {
            amount = Field(
                "amount",
                label: words.amountLabel(page.view.order),
                hint: words.bounds(bounds, currency),
                value: entry.amount,
                wrong: entry.wrongAmount.map { words.phrases(.error, ["text": $0]) }
            )
        } else {
            amount = nil
        }
        wallet = Field(
            "wallet",
            label: words.phrases[.walletLabel],
            hint: words.phrases[.walletHint],
            value: entry.wallet,
            wrong: entry.wrongWallet.map { words.phrases(.error, ["text": $0]) },
            isBehindWrong: amount?.wrong != nil
        )
    }
}

extension WalletFormContent.Field {
    fileprivate init(
        _ name: String,
        label: String,
        hint: String?,
        value: String,
        wrong: String?,
        isBehindWrong: Bool = false
    ) {
        self.label = HTMLText(label)
        self.hint = hint.map(HTMLText.init)
        self.value = HTMLText(value)
        self.wrong = wrong.map(HTMLText.init)
        let parts = [hint.map { _ in "\(name)-hint" }, wrong.map { _ in "\(name)-wrong" }].compactMap(\.self)
        description = parts.isEmpty ? nil : HTMLText(parts.joined(separator: " "))
        isFirstWrong = wrong != nil && !isBehindWrong
    }
}
