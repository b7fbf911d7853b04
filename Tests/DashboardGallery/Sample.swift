import Checkout

/// What the shops of a gallery sell.
enum Sample {
    /// Markup, quotes, and quotes that a combining accent hides from who looks at whole characters.
    static let hostileText =
        "<script>alert(1)</script><b title=\"x\" id='y'>&amp;\"\u{301} onmouseover=alert(2) '\u{301}"

    /// Goods of two kinds.
    static func sweater(reference: String? = nil, metadata: [(String, String)] = []) -> NewSession {
        session(
            [
                LineItem(name: "Wool sweater", description: "Sea green, size M, knitted in Skye", unitAmount: 8900),
                LineItem(name: "Merino socks", unitAmount: 1250, quantity: 2),
            ],
            reference: reference,
            metadata: metadata
        )
    }

    /// A gift whose donor chooses.
    static func gift() -> NewSession {
        let item = LineItem(name: "A winter for a hedgehog", unitAmount: nil)
        return session(
            [item],
            mode: .donation,
            chosen: try? CustomUnitAmount(minimum: 500, maximum: 50_000, preset: 2500)
        )
    }

    /// Something that comes every month.
    static func magazine() -> NewSession {
        session(
            [LineItem(name: "Field Notes", description: "One issue a month, by post", unitAmount: 999)],
            mode: .subscription
        )
    }

    /// An order whose every text is hostile.
    static func hostile() -> NewSession {
        let item = LineItem(name: hostileText, description: hostileText, unitAmount: 100, quantity: 3)
        let pairs = [(String(hostileText.prefix(40)), hostileText), ("javascript:alert(1)", "javascript:alert(1)")]
        return session(
            [item],
            reference: hostileText,
            metadata: pairs,
            email: "\"<b>\"@shop.example",
            url: "https://shop.example/?a='b&c=%22"
        )
    }

    /// As long as anything may be.
    static func longest() -> NewSession {
        let name = String(repeating: "Extraordinarily long name ", count: 8).prefix(200)
        let word = String(repeating: "x", count: 200)
        let items = (1...100).map { LineItem(name: "\($0)\(name.dropFirst(3))", unitAmount: 9_999_999, quantity: 1000) }
        return session(items, reference: word, metadata: [(String(word.prefix(40)), word + word)])
    }

    private static func session(
        _ items: [LineItem],
        mode: SessionMode = .payment,
        chosen: CustomUnitAmount? = nil,
        reference: String? = nil,
        metadata: [(String, String)] = [],
        email: String? = nil,
        url: String = "https://shop.example/thanks?session={CHECKOUT_SESSION_ID}"
    ) -> NewSession {
        guard let currency = try? Currency("eur"), let success = try? RedirectURL(url, keyMode: .test),
            let cancel = try? RedirectURL("https://shop.example/cart", keyMode: .test)
        else { preconditionFailure("the sample's currency and addresses are in order") }
        var pairs = Metadata()
        for (key, value) in metadata {
            guard pairs.append(key: key, value: value) == nil else { preconditionFailure("the pairs are in order") }
        }
        return NewSession(
            mode: mode,
            currency: currency,
            lineItems: items,
            amountTotal: chosen == nil ? items.reduce(0) { $0 + ($1.unitAmount ?? 0) * $1.quantity } : 0,
            recurring: mode == .subscription ? .monthly : nil,
            customUnitAmount: chosen,
            successURL: success,
            cancelURL: cancel,
            metadata: pairs,
            clientReferenceID: reference,
            customerEmail: email,
            lifetimeSeconds: 86_400
        )
    }
}
