import Checkout
import CheckoutEngine
import Logging
import OpenPayments
import OutboundHTTP

/// Doing what customers ask for, once it is their turn.
extension PaymentService {
    /// Steps 1 to 3: who the wallets are; then the attempt begins.
    func begin(_ typed: String, _ amount: Int64?, _ payment: SessionPayment) async throws(PaymentRefusal) {
        let session = payment.session
        guard session.state.status == .open, payment.attempt?.stage ?? .ended == .ended,
            payment.attempt?.mayBeFollowed ?? true, let side = context.side(of: session)
        else {
            throw .movedOn
        }
        guard let contents = SessionContents(of: session) else { throw .unknownSession }
        let total = try Self.total(amount, contents.order)
        let url = try Self.address(of: typed, side)
        notes[session.id] = .asked(wallet: url)
        let wallets = await wallets(url, side)
        switch wallets {
        case .failure(let reason):
            notes[session.id] = .failed(FailedAttempt(reason: reason, wallet: url))
        case .success(let (customer, merchant)):
            defer { notes[session.id] = nil }
            // Other words may lead to it than those that the merchant chose.
            guard customer.address != merchant.address else { throw .walletIsMerchants }
            try await begin(customer, merchant, total, payment, side, contents)
        }
    }

    /// The address that was typed; a merchant's wallet does not pay itself.
    static func address(of typed: String, _ side: MerchantSide) throws(PaymentRefusal) -> String {
        let url: String
        do throws(WalletAddressProblem) { url = try WalletAddressURL(typed: typed, policy: side.policy).text } catch {
            throw .walletMalformed
        }
        guard url != side.address else { throw .walletIsMerchants }
        return url
    }

    /// Step 9, if the price is still the one that the customer has seen.
    func askConsent(
        to offer: PaymentOffer.Number,
        as agreement: String?,
        _ payment: SessionPayment
    ) async throws(PaymentRefusal) -> String {
        guard let attempt = payment.attempt, attempt.offers == offer.value,
            let side = context.side(of: payment),
            let contents = SessionContents(of: payment.session)
        else {
            throw .movedOn
        }
        // The same once more: the wallet waits already.
        if attempt.stage == .awaitingConsent, !payment.session.state.status.isFinal, let consent = attempt.consent,
            let answer = consent.answer, consent.expiresAt > context.engine.clock.now()
        {
            return answer.interactionURL
        }
        guard attempt.stage == .preparing, payment.session.state.status == .preparing, attempt.quote != nil else {
            throw .movedOn
        }
        var flow = PaymentFlow(payment, side, context)
        do throws(FlowStop) {
            guard try await flow.hasPriceStill() else { throw FlowStop.movedOn }
            let terms = ConsentTerms(
                callbackPrefix: contents.callbackPrefix,
                recurring: contents.order.purpose.recurring,
                agreement: agreement.flatMap {
                    TextProblem.find(in: $0, characters: Limits.agreementCharacters) == nil ? $0 : nil
                }
            )
            guard let url = try await flow.askConsent(terms) else { throw FlowStop.movedOn }
            return url
        } catch {
            drive(payment.session.id)
            throw PaymentRefusal(error)
        }
    }

    /// Ends an attempt that cannot have moved money.
    func abandon(_ payment: SessionPayment) async throws(PaymentRefusal) {
        guard let attempt = payment.attempt, attempt.stage != .ended, !payment.session.state.status.isFinal else {
            return
        }
        guard let side = context.side(of: payment) else { throw .movedOn }
        var flow = PaymentFlow(payment, side, context)
        do throws(FlowStop) {
            switch attempt.stage {
            case .preparing: try await flow.abandonPreparation(.abandoned)
            case .awaitingConsent: try await flow.decide(.abandoned, nil)
            case .closing: break
            case .continuing, .charging, .processing, .ended, .closed: throw FlowStop.movedOn
            }
        } catch {
            throw PaymentRefusal(error)
        }
        await flow.drive()
        guard flow.current.attempt?.stage != .closing else { throw .walletUnreachable }
    }

    private func begin(
        _ customer: PayingWallet,
        _ merchant: PayingWallet,
        _ chosen: Int64?,
        _ payment: SessionPayment,
        _ side: MerchantSide,
        _ contents: SessionContents
    ) async throws(PaymentRefusal) {
        let session = payment.session
        guard let price = chosen ?? session.state.amountTotal,
            let amount = try? Amount(
                minorUnits: price,
                currency: contents.order.currency,
                inAsset: merchant.asset.code,
                scale: UInt8(merchant.asset.scale)
            )
        else {
            context.logger.error(
                "a merchant's wallet cannot hold a session's price",
                metadata: ["session": "\(session.id.text)"]
            )
            let failed = FailedAttempt(reason: .merchantWalletFailing, wallet: customer.address)
            notes[session.id] = .failed(failed)
            return
        }
        // What the attempt before has left is known under the key that it began with.
        var flow = PaymentFlow(payment, context.side(of: payment) ?? side, context)
        do throws(FlowStop) {
            guard try await flow.freeIncoming(for: amount.value, at: merchant) else { throw FlowStop.unavailable }
            let now = context.engine.clock.now()
            flow = PaymentFlow(flow.current, side, context)
            var attempt =
                flow.current.attempt?
                .next(at: now, customer: customer, merchant: merchant, keyID: side.key.id, amount: amount.value)
                ?? PaymentAttempt(
                    number: 1,
                    at: now,
                    customer: customer,
                    merchant: merchant,
                    keyID: side.key.id,
                    amount: amount.value
                )
            attempt.sealedKey = side.key.sealedPrivateKey
            try await flow.advance(to: attempt, [.prepare(customerWallet: customer.address, amount: chosen)])
        } catch {
            throw PaymentRefusal(error)
        }
        await flow.drive()
    }

    private func wallets(
        _ url: String,
        _ side: MerchantSide
    ) async -> Result<(PayingWallet, PayingWallet), AttemptFailure> {
        let now = context.engine.clock.now()
        do throws(OpenPaymentsProblem) {
            let document = try await documents.document(of: side, at: now)
            guard let merchant = PayingWallet(document), merchant.asset == side.asset else {
                context.logger.error("a merchant's wallet is not what it was", metadata: ["wallet": "\(side.address)"])
                return .failure(.merchantWalletFailing)
            }
            return await customer(url, side).map { ($0, merchant) }
        } catch {
            context.logger.error(
                "a merchant's wallet cannot be asked",
                metadata: ["wallet": "\(side.address)", "problem": "\(error)"]
            )
            return .failure(.merchantWalletFailing)
        }
    }

    private func customer(_ url: String, _ side: MerchantSide) async -> Result<PayingWallet, AttemptFailure> {
        do throws(OpenPaymentsProblem) {
            let document = try await side.client.walletAddress(at: url)
            return PayingWallet(document).map { .success($0) } ?? .failure(.walletUnsuitable)
        } catch {
            if case .unusable(let problem) = error { return .failure(WalletFault.ofAnswer(problem)) }
            return .failure(.walletNotReached)
        }
    }

    /// What a donor's choice comes to; nil where there is nothing to choose.
    private static func total(_ amount: Int64?, _ order: PaymentOrder) throws(PaymentRefusal) -> Int64? {
        guard case .chosenDonation(let bounds) = order.purpose else {
            guard amount == nil else { throw .amountUnexpected }
            return nil
        }
        guard let amount else { throw .amountUnexpected }
        guard NewSessionRules.checkAmount(amount) == nil, amount >= bounds.minimum ?? amount,
            amount <= bounds.maximum ?? amount, let total = OrderTotal.price(of: order.chosenQuantity, at: amount)
        else {
            throw .amountOutOfBounds
        }
        return total
    }
}

extension PayingWallet {
    /// A wallet as its document describes it; nil for one that holds what is not paid in here.
    fileprivate init?(_ document: WalletAddress) {
        guard let asset = WalletAsset(code: document.assetCode, scale: Int(document.assetScale)) else { return nil }
        self.init(
            address: document.id,
            publicName: document.publicName.flatMap { $0.isEmpty ? nil : $0 },
            authServer: document.authServer,
            resourceServer: document.resourceServer,
            asset: asset
        )
    }
}
