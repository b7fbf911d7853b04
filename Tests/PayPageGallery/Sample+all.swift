import Checkout
import PaymentFlows
import TestTools

extension Sample {
    private static let wallet = "https://wallet.example/alice"

    /// Every stage of an order of goods, and each other kind of page.
    static var all: [(name: String, view: PaymentView)] {
        let failed = FailedAttempt(reason: .walletNotReached, wallet: wallet)
        let stages: [(String, PaymentOrder, PaymentStage)] = [
            ("open", goods, .open(lastFailure: nil)),
            ("open-donation", gift, .open(lastFailure: nil)),
            ("open-subscription", magazine, .open(lastFailure: nil)),
            ("open-failed", goods, .open(lastFailure: failed)),
            ("not-payable", goods, .notPayable),
            ("out-of-attempts", goods, .outOfAttempts(failed)),
            ("preparing", goods, .preparing(wallet: wallet)),
            ("offered", goods, .offered(offer())),
            ("offered-subscription", magazine, .offered(offer())),
            ("awaiting", goods, .awaitingApproval(offer(), interactionURL: "https://auth.wallet.example/interact/1")),
            (
                "awaiting-subscription", magazine,
                .awaitingApproval(offer(), interactionURL: "https://auth.wallet.example/interact/2")
            ),
            ("processing", goods, .processing(wallet: wallet)),
            ("partially-paid", goods, .partiallyPaid(wallet: wallet)),
            ("completed", goods, .completed(at: now, wallet: wallet, price: offer().price)),
            ("completed-subscription", magazine, .completed(at: now, wallet: wallet, price: offer().price)),
            ("expired", goods, .expired),
            ("canceled", goods, .canceled),
            ("many-items", many, .open(lastFailure: nil)),
            ("hostile", hostile, .open(lastFailure: FailedAttempt(reason: .walletFailing, wallet: hostileText))),
        ]
        var logo = view(stages.count, goods, .open(lastFailure: nil))
        logo.logo = PictureFile.logo
        var plain = stages.enumerated().map { number, stage in (stage.0, view(number, stage.1, stage.2)) }
        let colored: [(String, BrandColor, PaymentStage)] = [
            ("open-pale", BrandColor(red: 0xF6, green: 0xD3, blue: 0x4A), .open(lastFailure: nil)),
            ("offered-deep", BrandColor(red: 0x4A, green: 0x1D, blue: 0x7A), .offered(offer())),
        ]
        // Whose every text is hostile has a logo, too: the name stands in an attribute there.
        if let hostile = plain.firstIndex(where: { $0.0 == "hostile" }) { plain[hostile].1.logo = PictureFile.logo }
        plain.append(("open-logo", logo))
        return plain
            + colored.enumerated()
            .map { number, sample in
                var view = view(plain.count + number, goods, sample.2)
                view.color = sample.1
                return (sample.0, view)
            }
    }

    /// Pages that tell what has happened before by their address, each the page of another sample.
    static let hinted = [
        (name: "declined", page: "awaiting", query: "note=declined"),
        (name: "undecided", page: "awaiting", query: "note=undecided"),
        (name: "moved-on", page: "offered", query: "note=moved_on"),
    ]

    /// Markup, quotes, and quotes that a combining accent hides from who looks at whole characters.
    static let hostileText =
        "<script>alert(1)</script><b title=\"x\" id='y'>&amp;\"\u{301} onmouseover=alert(2) '\u{301}"

    /// An order whose every text is hostile.
    static var hostile: PaymentOrder {
        let item = LineItem(name: hostileText, description: hostileText, unitAmount: 100, quantity: 3)
        return PaymentOrder(purpose: .payment, currency: usd, items: [item], total: 300)
    }

    /// As many items as there may be, with names as long as they may be.
    private static var many: PaymentOrder {
        let name = String(String(repeating: "Extraordinarily long name of a product ", count: 6).prefix(200))
        let items = (1...100).map { LineItem(name: "\($0) \(name)", unitAmount: 9_999_999, quantity: 1000) }
        return PaymentOrder(purpose: .payment, currency: jpy, items: items, total: 999_999_900_000)
    }
}
