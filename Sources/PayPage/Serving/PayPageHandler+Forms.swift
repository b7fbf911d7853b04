import Checkout
import HTTPServing
import Pages
import PaymentFlows

extension PayPageHandler {
    /// Does what a form of the page asks for.
    func take(
        _ submission: Submission,
        _ session: SessionID,
        _ visit: Visit
    ) async throws(PaymentRefusal) -> HTTPResponse {
        do throws(PaymentRefusal) {
            switch submission {
            case .wallet(let entry):
                return try await takeWallet(entry, session, visit)
            case .approve(let number):
                return try await approve(number, session, visit.words)
            case .retry(let number):
                try await desk.tryAgain(insteadOf: number, of: session)
                return backToPage(session)
            case .restart:
                try await desk.startOver(session)
                return backToPage(session)
            }
        } catch {
            switch error {
            case .movedOn: return backToPage(session, .movedOn)
            case .walletUnreachable: return backToPage(session, .held)
            case .unknownSession, .walletMalformed, .walletIsMerchants, .amountUnexpected, .amountOutOfBounds,
                .unavailable:
                throw error
            }
        }
    }

    /// Answers a browser whose form proves nothing: its cookie is gone, or it was never here.
    ///
    /// Where there is a form, the page is shown again; where there is none any more, the browser asks for the page as
    /// anybody may who knows the session.
    func unproven(
        _ submission: Submission,
        _ session: SessionID,
        _ visit: Visit
    ) async throws(PaymentRefusal) -> HTTPResponse {
        let view = try await desk.view(of: session)
        let entry: WalletEntry? =
            switch submission {
            case .wallet(let entry): entry
            case .approve, .retry, .restart: nil
            }
        guard view.stage.takesForms else { return backToPage(session, .movedOn) }
        return show(view, visit, status: 403, problem: visit.words.phrases[.wrongToken], entry: entry)
    }

    private func takeWallet(
        _ entry: WalletEntry,
        _ session: SessionID,
        _ visit: Visit
    ) async throws(PaymentRefusal) -> HTTPResponse {
        let view = try await desk.view(of: session)
        guard case .open = view.stage else { throw .movedOn }
        var wrong = entry
        let amount = amount(of: &wrong, view, visit.words)
        wrong.wrongWallet = try await desk.problem(withWallet: entry.wallet, for: session)
            .map { sentence($0, view, visit.words) }
        guard wrong.wrongAmount == nil, wrong.wrongWallet == nil else {
            return show(view, visit, status: 422, entry: wrong)
        }
        do throws(PaymentRefusal) {
            try await desk.nameWallet(entry.wallet, amount: amount, for: session)
            return backToPage(session)
        } catch {
            switch error {
            case .walletMalformed, .walletIsMerchants: wrong.wrongWallet = sentence(error, view, visit.words)
            case .amountOutOfBounds, .amountUnexpected: wrong.wrongAmount = outOfBounds(view, visit.words)
            case .unknownSession, .movedOn, .walletUnreachable, .unavailable: throw error
            }
            return show(view, visit, status: 422, entry: wrong)
        }
    }

    /// What is said beside the wallet's field.
    private func sentence(_ refusal: PaymentRefusal, _ view: PaymentView, _ words: PageWords) -> String {
        refusal == .walletIsMerchants
            ? words.phrases(.walletIsMerchants, ["merchant": view.merchantName]) : words.phrases[.wrongWallet]
    }

    /// What the donor chose, in the currency's smallest unit; nil where there is nothing to choose.
    ///
    /// What is wrong with it is noted in the entry.
    private func amount(of entry: inout WalletEntry, _ view: PaymentView, _ words: PageWords) -> Int64? {
        guard case .chosenDonation(let bounds) = view.order.purpose else { return nil }
        let amount: Int64
        do throws(AmountProblem) { amount = try words.amounts.read(entry.amount, view.order.currency) } catch {
            entry.wrongAmount =
                error == .tooLarge
                ? outOfBounds(view, words) : words.sentence(error, bounds, view.order.currency)
            return nil
        }
        let least = bounds.minimum ?? Checkout.Limits.amountMinimum
        let payable = Checkout.Limits.amountMaximum / view.order.chosenQuantity
        let most = min(bounds.maximum ?? payable, payable)
        if amount < least || amount > most { entry.wrongAmount = outOfBounds(view, words) }
        return amount
    }

    private func outOfBounds(_ view: PaymentView, _ words: PageWords) -> String {
        let sentence = words.phrases[.amountOutOfBounds]
        guard case .chosenDonation(let bounds) = view.order.purpose,
            let bounds = words.bounds(bounds, view.order.currency)
        else { return sentence }
        return "\(sentence) \(bounds)."
    }

    /// Sends the browser to its wallet, if that is where the page's form may lead; else the page has a link there.
    private func approve(
        _ number: PaymentOffer.Number,
        _ session: SessionID,
        _ words: PageWords
    ) async throws(PaymentRefusal) -> HTTPResponse {
        let view = try await desk.view(of: session)
        guard let offer = view.stage.offer, offer.number == number else { throw .movedOn }
        let address = try await desk.agree(to: number, as: words.agreement(offer, of: view), of: session)
        guard let origin = BrowserURL.origin(of: address), origin == BrowserURL.origin(of: offer.approvalOrigin) else {
            return backToPage(session)
        }
        return BrowserReply.redirect(to: address)
    }
}

extension PaymentStage {
    /// The offer that can be agreed to, again too: a form that is sent twice leads to the wallet twice.
    fileprivate var offer: PaymentOffer? {
        switch self {
        case .offered(let offer), .awaitingApproval(let offer, _): offer
        case .notPayable, .open, .outOfAttempts, .preparing, .processing, .partiallyPaid, .completed, .expired,
            .canceled:
            nil
        }
    }

    /// Whether the page has a form here.
    fileprivate var takesForms: Bool {
        switch self {
        case .open, .offered, .awaitingApproval: true
        case .notPayable, .outOfAttempts, .preparing, .processing, .partiallyPaid, .completed, .expired, .canceled:
            false
        }
    }
}
