import Bytes
import Checkout
package import CheckoutEngine

/// What is sold in a session and what else its merchant has said of it, read from the session as its merchant sees it.
package struct SessionContents {
    /// What is sold.
    package let order: PaymentOrder

    /// Where the customer goes who has paid.
    package let successURL: String

    /// Where the customer goes who has not.
    package let cancelURL: String

    /// The session's page, a URL that ends in its identifier.
    package let url: String

    /// The merchant's own name for the session.
    package let clientReferenceID: String?

    /// The customer's email address.
    package let customerEmail: String?

    /// The merchant's own pairs, in the order in which they came.
    package let metadata: [(key: String, value: String)]

    /// Reads a session; nil only for one that this program has not rendered.
    package init?(of session: StoredSession) {
        guard let document = try? JSONDocument(parsing: session.rendering()) else { return nil }
        let root = document.root
        func text(_ name: StaticString) -> String? {
            document.member(name, of: root).flatMap { document.kind(of: $0) == .string ? document.string($0) : nil }
        }
        guard let mode = text("mode"), let currency = text("currency").flatMap({ try? Currency($0) }),
            let list = document.member("line_items", of: root), let successURL = text("success_url"),
            let cancelURL = text("cancel_url"), let url = text("url")
        else {
            return nil
        }
        let lines = document.elements(of: list).compactMap { Line($0, document) }
        let purpose: PaymentOrder.Purpose =
            switch mode {
            case "subscription": .subscription(lines.first?.recurring ?? .monthly)
            case "donation": lines.first?.chosen.map { .chosenDonation($0) } ?? .donation
            case _: .payment
            }
        order = PaymentOrder(
            purpose: purpose,
            currency: currency,
            items: lines.map(\.item),
            total: session.state.amountTotal
        )
        self.successURL = successURL
        self.cancelURL = cancelURL
        self.url = url
        clientReferenceID = text("client_reference_id")
        customerEmail = text("customer_email")
        let pairs = document.member("metadata", of: root).map { document.members(of: $0) }
        metadata = pairs.map { $0.map { (document.string($0.name), document.string($0.value)) } } ?? []
    }

    /// What stands before the token in the URLs at which wallets' owners come back.
    var callbackPrefix: String {
        String(url.dropLast(SessionID.characters)) + "callback/"
    }

    /// One line item.
    private struct Line {
        let item: LineItem
        var recurring: Recurring?
        var chosen: CustomUnitAmount?

        init?(_ node: JSONNode, _ document: JSONDocument) {
            guard let price = document.member("price_data", of: node),
                let product = document.member("product_data", of: price),
                let name = document.member("name", of: product),
                let quantity = document.member("quantity", of: node).flatMap({ document.integer($0) })
            else {
                return nil
            }
            item = LineItem(
                name: document.string(name),
                description: document.member("description", of: product).map { document.string($0) },
                unitAmount: document.member("unit_amount", of: price).flatMap { document.integer($0) },
                quantity: quantity
            )
            if let node = document.member("recurring", of: price),
                let interval = document.member("interval", of: node).map({ document.string($0) }),
                let count = document.member("interval_count", of: node).flatMap({ document.integer($0) })
            {
                recurring = Recurring.Interval.allCases.first { $0.text.description == interval }
                    .flatMap { try? Recurring(interval: $0, count: count) }
            }
            if let node = document.member("custom_unit_amount", of: price) {
                func bound(_ name: StaticString) -> Int64? {
                    document.member(name, of: node).flatMap { document.integer($0) }
                }
                chosen = try? CustomUnitAmount(
                    minimum: bound("minimum"),
                    maximum: bound("maximum"),
                    preset: bound("preset")
                )
            }
        }
    }
}
