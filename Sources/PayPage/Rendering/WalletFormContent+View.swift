import Checkout
import PaymentFlows

extension WalletFormContent {
    /// The form with what was typed before.
    init(_ page: SessionPage, _ entry: WalletEntry) {
        let words = page.words
        let currency = page.view.order.currency
        form = page.form(button: .continue, busy: .asking)
        if case .chosenDonation(let bounds) = page.view.order.purpose {
            amount = Field(
                label: HTMLText(words.phrases(.amountLabel, ["currency": currency.text.uppercased()])),
                hint: words.bounds(bounds, currency).map(HTMLText.init),
                value: HTMLText(entry.amount),
                wrong: entry.wrongAmount.map { HTMLText(words.phrases(.error, ["text": $0])) }
            )
        } else {
            amount = nil
        }
        wallet = Field(
            label: HTMLText(words.phrases[.walletLabel]),
            hint: HTMLText(words.phrases[.walletHint]),
            value: HTMLText(entry.wallet),
            wrong: entry.wrongWallet.map { HTMLText(words.phrases(.error, ["text": $0])) }
        )
    }
}
