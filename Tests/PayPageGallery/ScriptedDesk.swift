import Checkout
import PaymentFlows
import Synchronization

/// A desk without payments behind it: sessions stay as they were put there until a customer does something.
///
/// What a wallet does stands in its name: `slow` is prepared for two looks, `missing` is not reached, `broke` does not
/// pay, `elsewhere` wants its approval at another origin than it said, `stuck` does not let go, `hanging` is like
/// `slow`, and who named it gets no answer before somebody looks; `yuki` has yen, and `shop` is the merchant's own.
/// Whatever is under way goes on after two looks at it, so that nothing waits for time to pass.
final class ScriptedDesk: PaymentDesk {
    private struct Entry {
        var view: PaymentView
        var offers = 0
        var agreement: String?
        var next: (looks: Int, stage: PaymentStage)?
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    /// Where wallets have their pages for approval.
    let walletOrigin: String

    private let entries: Mutex<[SessionID: Entry]>

    init(_ views: [PaymentView], walletOrigin: String = "https://auth.wallet.example") {
        self.walletOrigin = walletOrigin
        let pairs = views.map { ($0.session, Entry(view: $0)) }
        entries = Mutex(Dictionary(uniqueKeysWithValues: pairs))
    }

    func view(of session: SessionID) throws(PaymentRefusal) -> PaymentView {
        try change(session) { entry throws(PaymentRefusal) in
            for continuation in entry.waiting { continuation.resume() }
            entry.waiting = []
            if let next = entry.next {
                entry.next = next.looks > 1 ? (next.looks - 1, next.stage) : nil
                if next.looks == 1 { entry.view.stage = next.stage }
            }
            return entry.view
        }
    }

    /// What the customer of a session has agreed to beside the price.
    func agreement(of session: SessionID) -> String? {
        entries.withLock { $0[session]?.agreement }
    }

    func problem(withWallet wallet: String, for session: SessionID) throws(PaymentRefusal) -> PaymentRefusal? {
        if wallet.contains("shop") { return .walletIsMerchants }
        return wallet.hasPrefix("$") || wallet.hasPrefix("http") ? nil : .walletMalformed
    }

    func nameWallet(_ wallet: String, amount: Int64?, for session: SessionID) async throws(PaymentRefusal) {
        if let problem = try problem(withWallet: wallet, for: session) { throw problem }
        try change(session) { entry throws(PaymentRefusal) in
            guard case .open = entry.view.stage else { throw .movedOn }
            if case .chosenDonation(let bounds) = entry.view.order.purpose {
                guard let amount else { throw .amountUnexpected }
                guard amount >= bounds.minimum ?? 1 else { throw .amountOutOfBounds }
                entry.view.order.total = amount * entry.view.order.chosenQuantity
            } else if amount != nil {
                throw .amountUnexpected
            }
            prepare(&entry, wallet)
        }
        guard wallet.contains("hanging") else { return }
        await withCheckedContinuation { continuation in
            entries.withLock { $0[session]?.waiting.append(continuation) }
        }
    }

    func agree(
        to offer: PaymentOffer.Number,
        as agreement: String?,
        of session: SessionID
    ) throws(PaymentRefusal) -> String {
        try change(session) { entry throws(PaymentRefusal) in
            entry.agreement = agreement
            let offered: PaymentOffer
            switch entry.view.stage {
            case .offered(let there), .awaitingApproval(let there, _): offered = there
            case .notPayable, .open, .outOfAttempts, .preparing, .processing, .partiallyPaid, .completed, .expired,
                .canceled:
                throw .movedOn
            }
            guard offered.number == offer else { throw .movedOn }
            let host = offered.wallet.contains("elsewhere") ? "https://elsewhere.example" : walletOrigin
            let address = "\(host)/interact/\(session.text)"
            entry.view.stage = .awaitingApproval(offered, interactionURL: address)
            return address
        }
    }

    func startOver(_ session: SessionID) throws(PaymentRefusal) {
        try change(session) { entry throws(PaymentRefusal) in
            switch entry.view.stage {
            case .offered(let offer), .awaitingApproval(let offer, _):
                if offer.wallet.contains("stuck") { throw .walletUnreachable }
                entry.view.stage = .open(lastFailure: nil)
            case .notPayable, .open, .outOfAttempts, .preparing, .processing, .partiallyPaid, .completed, .expired,
                .canceled:
                throw .movedOn
            }
        }
    }

    func tryAgain(insteadOf number: PaymentOffer.Number, of session: SessionID) throws(PaymentRefusal) {
        try change(session) { entry throws(PaymentRefusal) in
            guard case .awaitingApproval(let offer, _) = entry.view.stage, offer.number == number else {
                throw .movedOn
            }
            if offer.wallet.contains("stuck") { throw .walletUnreachable }
            prepare(&entry, offer.wallet)
        }
    }

    func finish(callbackToken: String, query: String) throws(PaymentRefusal) -> WalletReturn {
        guard let session = SessionID(parsing: callbackToken.utf8) else { return .unrecognized }
        if query.contains("result=grant_rejected") { return .seeminglyDeclined(session) }
        if query.contains("result=") { return .undecided(session) }
        guard query.contains("hash=right") else { return .unrecognized }
        try change(session) { entry throws(PaymentRefusal) in
            guard case .awaitingApproval(let offer, _) = entry.view.stage else { return }
            entry.view.stage = .processing(wallet: offer.wallet)
            let isBroke = offer.wallet.contains("broke")
            let failed = FailedAttempt(reason: .paymentFailed, wallet: offer.wallet)
            let paid = PaymentStage.completed(at: Sample.now, wallet: offer.wallet, price: offer.price)
            entry.next = (2, isBroke ? .open(lastFailure: failed) : paid)
        }
        return .approved(session)
    }

    private func prepare(_ entry: inout Entry, _ wallet: String) {
        entry.offers += 1
        guard !wallet.contains("missing") else {
            entry.view.stage = .open(lastFailure: FailedAttempt(reason: .walletNotReached, wallet: wallet))
            return
        }
        var offer = Sample.offer(entry.offers, origin: walletOrigin)
        offer.wallet = wallet
        if !wallet.contains("yuki") {
            offer.price = WalletAmount(value: UInt64(entry.view.order.total ?? 0), assetCode: "EUR", assetScale: 2)
        }
        let isSlow = wallet.contains("slow") || wallet.contains("hanging")
        entry.view.stage = isSlow ? .preparing(wallet: wallet) : .offered(offer)
        entry.next = isSlow ? (2, .offered(offer)) : nil
    }

    private func change<Value: Sendable>(
        _ session: SessionID,
        _ body: (inout Entry) throws(PaymentRefusal) -> Value
    ) throws(PaymentRefusal) -> Value {
        let result: Result<Value, PaymentRefusal> = entries.withLock { entries in
            guard var entry = entries[session] else { return .failure(.unknownSession) }
            defer { entries[session] = entry }
            do throws(PaymentRefusal) {
                return .success(try body(&entry))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
