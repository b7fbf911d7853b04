package import Checkout
import CheckoutEngine
import OpenPayments
import OutboundHTTP

/// What customers see.
extension PaymentService {
    /// The session as its customer may see it.
    package func view(of session: SessionID) async throws(PaymentRefusal) -> PaymentView {
        let payment = try await find(session)
        guard let contents = SessionContents(of: payment.session) else { throw .unknownSession }
        let directory = context.engine.directory.current
        let merchant = directory.merchant(payment.session.merchant)
        let isReady = merchant?[payment.session.keyMode].wallet?.isReady ?? false
        var view = PaymentView(
            session: session,
            merchantName: merchant?.name ?? "",
            keyMode: payment.session.keyMode,
            order: contents.order,
            stage: stage(of: payment, isPayable: isReady),
            expiresAt: payment.session.state.expiresAt,
            nextChargeAt: try await nextCharge(of: payment.session),
            successURL: contents.successURL,
            cancelURL: contents.cancelURL
        )
        view.color = merchant?.color
        view.logo = directory.logo(of: payment.session.merchant)
        return view
    }

    /// When the subscription that a session has begun is charged next.
    private func nextCharge(of session: StoredSession) async throws(PaymentRefusal) -> Timestamp? {
        guard session.mode == .subscription, session.state.status == .completed else { return nil }
        do throws(Unavailability) {
            return try await context.engine.subscription(SubscriptionID(of: session.id))?.subscription.nextChargeAt
        } catch {
            throw PaymentRefusal(error)
        }
    }

    private func stage(of payment: SessionPayment, isPayable: Bool) -> PaymentStage {
        let state = payment.session.state
        let wallet = state.customerWallet ?? payment.attempt?.customer.address ?? ""
        return switch state.status {
        case .open: isPayable ? openStage(payment) : .notPayable
        case .preparing:
            payment.attempt.flatMap { offer(of: $0, payment.session) }.map { .offered($0) }
                ?? .preparing(wallet: wallet)
        case .awaitingApproval: waitingStage(payment) ?? .preparing(wallet: wallet)
        case .processing:
            state.paymentStatus == .partiallyPaid ? .partiallyPaid(wallet: wallet) : .processing(wallet: wallet)
        case .completed:
            .completed(at: state.completedAt ?? state.expiresAt, wallet: wallet, price: paidPrice(payment))
        case .expired: .expired
        case .canceled: .canceled
        }
    }

    private func openStage(_ payment: SessionPayment) -> PaymentStage {
        let kept = payment.attempt.flatMap { attempt in
            attempt.outcome == .failed
                ? attempt.failure.map { FailedAttempt(reason: $0, wallet: attempt.customer.address) } : nil
        }
        switch notes[payment.session.id] {
        case .asked(let wallet): return .preparing(wallet: wallet)
        case .failed(let failed): return .open(lastFailure: failed)
        case nil: break
        }
        if let attempt = payment.attempt, !attempt.mayBeFollowed {
            let failed = kept ?? FailedAttempt(reason: .declined, wallet: attempt.customer.address)
            return .outOfAttempts(failed)
        }
        return .open(lastFailure: kept)
    }

    /// What has left the customer's wallet: known of the attempt whose order has paid.
    private func paidPrice(_ payment: SessionPayment) -> WalletAmount? {
        guard let attempt = payment.attempt, attempt.outcome == .paid, attempt.charge != nil else { return nil }
        return price(of: attempt)
    }

    /// The price at the customer's wallet, once it is known.
    private func price(of attempt: PaymentAttempt) -> WalletAmount? {
        attempt.quote.map { quote in
            let asset = attempt.customer.asset
            return WalletAmount(value: quote.debit, assetCode: asset.code, assetScale: asset.scale)
        }
    }

    private func waitingStage(_ payment: SessionPayment) -> PaymentStage? {
        guard let attempt = payment.attempt, attempt.stage == .awaitingConsent, let answer = attempt.consent?.answer,
            let offer = offer(of: attempt, payment.session)
        else {
            return nil
        }
        return .awaitingApproval(offer, interactionURL: answer.interactionURL)
    }

    private func offer(of attempt: PaymentAttempt, _ session: StoredSession) -> PaymentOffer? {
        guard let price = price(of: attempt), attempt.stage.isLive else { return nil }
        let expected = attempt.consent?.answer?.interactionURL ?? attempt.customer.authServer
        let origin = (try? Destination(expected, policy: context.policy(for: session.keyMode)))?.origin
        return PaymentOffer(
            number: PaymentOffer.Number(attempt.offers),
            wallet: attempt.customer.address,
            price: price,
            approvalOrigin: origin ?? ""
        )
    }
}
