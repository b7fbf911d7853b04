import Checkout
import Pages
import PaymentFlows

/// All that a session's page is made of.
struct SessionPage: Sendable {
    let view: PaymentView
    let words: PageWords
    let paths: PagePaths

    /// What proves that a form comes from this page in this browser.
    let token: String

    /// When the page is made.
    let now: Timestamp

    /// What is told above the stage, beside what the stage tells itself.
    var problem: String?

    /// What its address tells of what happened before.
    var hint: PageHint?

    /// What was typed, where it has to be typed again.
    var entry: WalletEntry?

    /// The page.
    var content: PageContent {
        PageContent(
            language: HTMLText(words.language.rawValue),
            title: HTMLText(words.title(of: view)),
            styles: HTMLText(paths.styles),
            brandStyles: view.color.map { HTMLText(paths.styles(of: $0)) },
            script: HTMLText(paths.script),
            testMode: view.keyMode.isLive ? nil : HTMLText(words.phrases[.testMode]),
            reloadSeconds: reloadSeconds.map { HTMLText(String($0)) },
            order: OrderContent(of: view, in: words, paths, at: now),
            stage: StageContent(of: self)
        )
    }
}

extension SessionPage {
    /// After how many seconds a page that no script follows asks again: what is under way soon, what waits for the
    /// customer at the session's end.
    private var reloadSeconds: Int64? {
        switch view.stage {
        case .preparing, .processing: Limits.reloadSeconds
        case .open, .offered, .awaitingApproval: max(secondsLeft, Limits.reloadSeconds)
        case .notPayable, .outOfAttempts, .partiallyPaid, .completed, .expired, .canceled: nil
        }
    }

    /// After how many seconds the session's time is certainly up.
    var secondsLeft: Int64 { max(0, view.expiresAt - now) + 1 }

    /// Where the page's script asks how it stands.
    var statusPath: HTMLText { HTMLText(paths.status(view.session)) }

    /// What stands in a donor's field at first.
    var proposedAmount: String {
        guard case .chosenDonation(let bounds) = view.order.purpose,
            let amount = view.order.chosenAmount ?? bounds.preset
        else { return "" }
        return words.amounts.number(amount, view.order.currency)
    }

    /// A form of this page.
    func form(button: Phrase, busy: Phrase) -> FormContent {
        FormContent(
            action: HTMLText(paths.page(view.session)),
            token: HTMLText(token),
            button: HTMLText(words.phrases[button]),
            busyButton: HTMLText(words.phrases[busy])
        )
    }

    /// A link of this page.
    func link(to address: String, _ label: String) -> StageContent.Link {
        StageContent.Link(address: HTMLText(address), label: HTMLText(label))
    }

    /// Who pays how much for what arrives.
    func offerFacts(_ offer: PaymentOffer) -> [StageContent.Fact] {
        let price = words.amounts.text(offer.price)
        var facts = [fact(words.phrases[.fromWallet], words.wallet(offer.wallet))]
        if let total = words.total(of: view), total != price {
            facts.append(fact(words.phrases(.merchantGets, ["merchant": view.merchantName]), total))
        }
        return facts + [fact(words.phrases[view.order.purpose.recurring == nil ? .youPay : .youPayNow], price, .main)]
    }

    /// What was paid when and from where, and what left the wallet, where that is another amount.
    func receiptFacts(_ moment: Timestamp, _ wallet: String, _ price: WalletAmount?) -> [StageContent.Fact] {
        let total = words.total(of: view)
        let left = price.map { words.amounts.text($0) }.flatMap { $0 == total ? nil : $0 }
        let time = moment.text.prefix(16).replacing("T", with: " ")
        return [
            total.map { fact(words.phrases[.paid], $0, .main) },
            fact(words.phrases[.fromWallet], words.wallet(wallet)),
            left.map { fact(words.phrases[.leftWallet], $0) },
            fact(words.phrases[.paidAt], words.phrases(.utc, ["time": String(time)])),
            view.nextChargeAt.flatMap { moment in total.map { nextPayment($0, moment) } },
            fact(words.phrases[.reference], view.session.text, .fine),
        ]
        .compactMap(\.self)
    }

    private func nextPayment(_ total: String, _ moment: Timestamp) -> StageContent.Fact {
        let date = String(moment.text.prefix(10))
        return fact(words.phrases[.nextPayment], words.phrases(.nextPaymentAt, ["total": total, "date": date]))
    }

    private func fact(
        _ name: String,
        _ value: String,
        _ weight: StageContent.Fact.Weight = .plain
    ) -> StageContent.Fact {
        StageContent.Fact(name: HTMLText(name), value: HTMLText(value), weight: weight)
    }
}
