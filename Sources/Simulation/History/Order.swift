import Checkout

/// What a create asks for, in a few numbers.
struct Order: Sendable {
    let merchant: Int
    let keyMode: KeyMode

    /// The stripe of the order's idempotency key; nil for none.
    let keyStripe: Int?

    let lifetimeSeconds: Int64

    /// How often it is charged; nil for once.
    let recurring: Recurring?

    /// Length of the description, so that records have many sizes.
    let padding: Int

    /// What is asked for under a name that no other order has; a variant is another order.
    func content(name: String, variant: Int) -> NewSession {
        guard let currency = try? Currency("usd"),
            let success = try? RedirectURL("https://shop.example.com/ok?s={CHECKOUT_SESSION_ID}", keyMode: keyMode),
            let cancel = try? RedirectURL("https://shop.example.com/cart", keyMode: keyMode)
        else {
            preconditionFailure("currency and addresses are in order")
        }
        let item = LineItem(
            name: "Wool sweater",
            description: String(repeating: "w", count: padding),
            unitAmount: 2499,
            quantity: Int64(variant + 1)
        )
        return NewSession(
            mode: recurring == nil ? .payment : .subscription,
            currency: currency,
            lineItems: [item],
            amountTotal: 2499 * Int64(variant + 1),
            recurring: recurring,
            customUnitAmount: nil,
            successURL: success,
            cancelURL: cancel,
            metadata: Metadata(),
            clientReferenceID: name,
            customerEmail: nil,
            lifetimeSeconds: lifetimeSeconds
        )
    }
}
