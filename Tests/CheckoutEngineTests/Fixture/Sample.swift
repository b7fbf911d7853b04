import Bytes
import Checkout

@testable import CheckoutEngine

/// What the tests ask for.
enum Sample {
    static let merchant = MerchantID(partition: 7, number: 1001)
    static let otherMerchant = MerchantID(partition: 8, number: 1002)

    /// A small order.
    static func newSession(
        reference: String? = nil,
        lifetime: Int64 = 3600,
        description: String? = nil,
        metadata: KeyValuePairs<String, String> = [:],
        currency: String = "usd"
    ) -> NewSession {
        guard let currency = try? Currency(currency),
            let success = try? RedirectURL("https://shop.example.com/ok?s={CHECKOUT_SESSION_ID}", keyMode: .test),
            let cancel = try? RedirectURL("https://shop.example.com/cart", keyMode: .test)
        else {
            preconditionFailure("the sample's currency and addresses are in order")
        }
        var pairs = Metadata()
        for (key, value) in metadata {
            precondition(pairs.append(key: key, value: value) == nil, "the sample's metadata are in order")
        }
        return NewSession(
            mode: .payment,
            currency: currency,
            lineItems: [LineItem(name: "Wool sweater", description: description, unitAmount: 2499, quantity: 2)],
            amountTotal: 4998,
            recurring: nil,
            customUnitAmount: nil,
            successURL: success,
            cancelURL: cancel,
            metadata: pairs,
            clientReferenceID: reference,
            customerEmail: nil,
            lifetimeSeconds: lifetime
        )
    }

    /// A donation whose amount the donor chooses.
    static func donation() -> NewSession {
        let fixed = newSession()
        return NewSession(
            mode: .donation,
            currency: fixed.currency,
            lineItems: [LineItem(name: "Gift", description: nil, unitAmount: nil, quantity: 1)],
            amountTotal: 0,
            recurring: nil,
            customUnitAmount: try? CustomUnitAmount(minimum: 100, maximum: 10_000, preset: nil),
            successURL: fixed.successURL,
            cancelURL: fixed.cancelURL,
            metadata: Metadata(),
            clientReferenceID: nil,
            customerEmail: nil,
            lifetimeSeconds: fixed.lifetimeSeconds
        )
    }

    /// The small order, every so often.
    static func subscription(_ recurring: Recurring = .monthly) -> NewSession {
        let once = newSession()
        var metadata = Metadata()
        _ = metadata.append(key: "plan", value: "gold")
        return NewSession(
            mode: .subscription,
            currency: once.currency,
            lineItems: once.lineItems,
            amountTotal: 4998,
            recurring: recurring,
            customUnitAmount: nil,
            successURL: once.successURL,
            cancelURL: once.cancelURL,
            metadata: metadata,
            clientReferenceID: nil,
            customerEmail: nil,
            lifetimeSeconds: once.lifetimeSeconds
        )
    }

    /// A key in a stripe of the test's choice, so that it lives in the shard that the test wants.
    static func claim(_ number: Int, stripe: Int = 5, request: UInt128 = 1) -> IdempotencyClaim {
        IdempotencyClaim(identity: UInt128(number) << 10 | UInt128(stripe), fingerprint: request)
    }

    /// A key that lives in another shard than the session, if there is one.
    static func claim(_ number: Int, apartFrom session: SessionID, shards: Int) -> IdempotencyClaim {
        claim(number, stripe: (Int(session.stripe) + 1) % min(shards * 3, 1024))
    }
}
