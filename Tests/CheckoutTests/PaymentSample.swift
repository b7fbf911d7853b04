import Checkout

/// Attempts to pay at every stage, each with all that it may hold there.
enum PaymentSample {
    static let moment = Timestamp(secondsSinceEpoch: 1_781_481_600)

    private static let token = WalletToken(
        sealedValue: [1, 2, 3],
        manageURL: "https://bank.example/token/1",
        expiresAt: moment + 600
    )

    static func attempt(_ stage: AttemptStage) -> PaymentAttempt {
        var attempt = PaymentAttempt(
            number: 1,
            at: moment,
            customer: wallet("https://bank.example/alice", "EUR"),
            merchant: wallet("https://wallet.example/shop", "USD"),
            keyID: "key-1",
            amount: 5897
        )
        attempt.incoming = ExpectedPayment(url: "https://wallet.example/in/1", expiresAt: moment + 1800, token: token)
        attempt.quote = PriceQuote(url: "https://bank.example/op/quotes/1", debit: 5400, expiresAt: moment + 300)
        attempt.consent = consent
        guard stage != .preparing, stage != .awaitingConsent else { return attempt.moved(to: stage, at: moment) }
        attempt.interactionReference = "9b1d6c52"
        guard stage != .continuing else { return attempt.moved(to: stage, at: moment) }
        attempt.token = token
        attempt.charge = ChargeOrder(quoteURL: "https://bank.example/op/quotes/1", body: #"{"quoteId":"1"}"#)
        guard stage != .charging else { return attempt.moved(to: stage, at: moment) }
        attempt.charge = attempt.charge?.taken(as: "https://bank.example/op/outgoing-payments/1")
        guard stage != .processing else { return attempt.moved(to: stage, at: moment) }
        attempt.outcome = .failed
        attempt.failure = .paymentFailed
        return stage == .closed ? attempt.closed(.failed, at: moment) : attempt.moved(to: stage, at: moment)
    }

    static func next(after attempt: PaymentAttempt, amount: UInt64 = 5897) -> PaymentAttempt {
        attempt.next(
            at: moment,
            customer: wallet("https://bank.example/bob", "EUR"),
            merchant: attempt.merchant,
            keyID: attempt.keyID,
            amount: amount
        )
    }

    /// A session in which an attempt of this stage can be.
    static func state(for stage: AttemptStage) -> SessionState {
        let name =
            switch stage {
            case .preparing: "preparing"
            case .awaitingConsent: "awaiting_approval"
            case .continuing, .charging, .processing: "processing"
            case .closing, .ended, .closed: "expired"
            }
        guard let state = try? SessionStates.state(name, deadline: moment + 9000) else {
            preconditionFailure("the name is one of all")
        }
        return state
    }

    private static var consent: ConsentRequest {
        ConsentRequest(
            clientNonce: "c0ffee",
            callback: CallbackToken(stripe: 5, random: 77),
            grantURL: "https://bank.example/auth",
            debitLimit: 5400,
            expiresAt: moment + 600,
            answer: ConsentRequest.Answer(
                continueURL: "https://bank.example/continue/1",
                sealedToken: [4, 5, 6],
                waitUntil: moment + 5,
                serverNonce: "0F2E",
                interactionURL: "https://bank.example/interact/1"
            )
        )
    }

    private static func wallet(_ address: String, _ code: String) -> PayingWallet {
        guard let asset = WalletAsset(code: code, scale: 2) else {
            preconditionFailure("a code of three letters is one")
        }
        return PayingWallet(
            address: address,
            publicName: "Alice",
            authServer: "https://bank.example/auth",
            resourceServer: "https://bank.example/op",
            asset: asset
        )
    }
}
