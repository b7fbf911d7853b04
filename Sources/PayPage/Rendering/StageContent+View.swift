import Checkout
import Pages
import PaymentFlows

extension StageContent {
    /// The stage of a session's payment, in a customer's words.
    init(of page: SessionPage) {
        let words = page.words
        let view = page.view
        let merchant: KeyValuePairs = ["merchant": view.merchantName]
        self.init(name: view.stage.name, title: words.phrases[view.stageTitle])
        problem = page.problem.map(HTMLText.init)
        tell(page.hint, words)
        back = page.link(to: page.paths.cancel(view.session), words.phrases(.back, merchant))
        switch view.stage {
        case .notPayable:
            halt(words.phrases(.notPayableText, merchant))
        case .open(let lastFailure):
            showOpen(page, lastFailure)
        case .outOfAttempts(let failed):
            problem = HTMLText(words.sentence(failed, view))
            halt(words.phrases(.outOfAttemptsText, merchant))
        case .preparing(let wallet):
            text = HTMLText(words.phrases(.preparingText, ["wallet": words.wallet(wallet)]))
            follow(page)
        case .offered(let offer):
            showOffer(page, offer)
        case .awaitingApproval(let offer, let interactionURL):
            showApproval(page, offer, interactionURL)
        case .processing(let wallet):
            text = HTMLText(words.phrases(.processingText, ["wallet": words.wallet(wallet)]))
            back = nil
            follow(page)
        case .partiallyPaid:
            halt(words.phrases(.partialText, merchant))
        case .completed(let moment, let wallet, let price):
            showReceipt(page, moment, wallet, price)
        case .expired:
            halt(words.phrases(.expiredText, merchant))
        case .canceled:
            halt(words.phrases(.canceledText, merchant))
        }
    }

    /// What the page's address tells: what went wrong, or what has happened meanwhile.
    private mutating func tell(_ hint: PageHint?, _ words: PageWords) {
        guard let hint else { return }
        let sentence = HTMLText(words.phrases[hint.phrase])
        switch hint {
        case .declined, .undecided, .held: problem = sentence
        case .movedOn: note = sentence
        }
    }

    /// Nothing can be done here any more: the way back is the way on.
    private mutating func halt(_ sentence: String) {
        text = HTMLText(sentence)
        isHalted = true
        link = back
        back = nil
    }

    private mutating func follow(_ page: SessionPage) {
        isBusy = true
        statusPath = page.statusPath
    }

    /// Nothing changes by itself before the session's time is up.
    private mutating func stay(_ page: SessionPage) {
        statusPath = page.statusPath
        secondsLeft = HTMLText(String(page.secondsLeft))
    }

    private mutating func showOpen(_ page: SessionPage, _ lastFailure: FailedAttempt?) {
        let entry = page.entry ?? WalletEntry(wallet: lastFailure?.wallet ?? "", amount: page.proposedAmount)
        problem = problem ?? lastFailure.map { HTMLText(page.words.sentence($0, page.view)) }
        text = problem == nil ? HTMLText(page.words.phrases[.openText]) : nil
        walletForm = WalletFormContent(page, entry)
        stay(page)
    }

    private mutating func showOffer(_ page: SessionPage, _ offer: PaymentOffer) {
        let agreement = page.words.agreement(offer, of: page.view)
        text = HTMLText([agreement, page.words.phrases[.offeredText]].compactMap(\.self).joined(separator: " "))
        summary = Summary(facts: page.offerFacts(offer))
        approvalForm = page.form(button: .approve, busy: .opening)
        approvalForm?.offer = HTMLText(String(offer.number.value))
        restartForm = page.form(button: .startOver, busy: .asking)
        stay(page)
    }

    private mutating func showApproval(_ page: SessionPage, _ offer: PaymentOffer, _ interactionURL: String) {
        let words = page.words
        let wallet = words.wallet(offer.wallet)
        if let recurring = page.view.order.purpose.recurring, let total = words.total(of: page.view) {
            let values: KeyValuePairs = ["total": total, "interval": words.interval(recurring), "wallet": wallet]
            text = HTMLText(words.phrases(.awaitingSubscription, values))
        } else {
            let price = words.amounts.text(offer.price)
            text = HTMLText(words.phrases(.awaitingText, ["price": price, "wallet": wallet]))
        }
        statusPath = page.statusPath
        if BrowserURL.isWeb(interactionURL) {
            link = page.link(to: interactionURL, words.phrases[.awaitingLink])
        }
        restartForm = page.form(button: .startOver, busy: .asking)
        switch page.hint {
        case .declined, .undecided: offerAnother(page, offer)
        case .held, .movedOn, nil: break
        }
    }

    /// The wallet has sent the customer back: what waits there may be decided, so the way on is another offer.
    private mutating func offerAnother(_ page: SessionPage, _ offer: PaymentOffer) {
        title = HTMLText(page.words.phrases[.notApprovedTitle])
        text = nil
        retryForm = page.form(button: .tryAgain, busy: .asking)
        retryForm?.offer = HTMLText(String(offer.number.value))
        link?.isQuiet = true
        if page.hint == .declined { link = nil }
    }

    private mutating func showReceipt(
        _ page: SessionPage,
        _ moment: Timestamp,
        _ wallet: String,
        _ price: WalletAmount?
    ) {
        let merchant: KeyValuePairs = ["merchant": page.view.merchantName]
        isDone = true
        text = HTMLText(page.words.phrases(.completedText, merchant))
        summary = Summary(facts: page.receiptFacts(moment, wallet, price))
        link = page.link(to: page.view.successURL, page.words.phrases(.completedLink, merchant))
        back = nil
    }
}
