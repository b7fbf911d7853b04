import Checkout
import PaymentFlows

/// Sessions to look at: each of its own name, one for every page there is.
enum Sample {
    /// When all of it happens.
    static let now = Timestamp(secondsSinceEpoch: 1_780_000_000)

    /// The URLs of the shop in the samples.
    static let shop = "https://shop.example"

    /// A session's identifier, by its place among the samples.
    static func session(_ number: Int) -> SessionID {
        SessionID(partition: 7, stripe: UInt16(number), random: UInt128(number) &* 0x9E37_79B9_7F4A_7C15_F39C_C060_5CED)
    }

    /// A view of an order in a stage.
    static func view(_ number: Int, _ order: PaymentOrder, _ stage: PaymentStage) -> PaymentView {
        PaymentView(
            session: session(number),
            merchantName: merchant(of: order),
            keyMode: .test,
            order: order,
            stage: stage,
            expiresAt: now + 86_400,
            nextChargeAt: nextCharge(order, stage),
            successURL: "\(shop)/thanks?session=\(session(number).text)",
            cancelURL: "\(shop)/cart"
        )
    }

    /// A month behind the first payment.
    private static func nextCharge(_ order: PaymentOrder, _ stage: PaymentStage) -> Timestamp? {
        guard case .subscription = order.purpose, case .completed = stage else { return nil }
        return now + 31 * 86_400
    }

    /// Goods of several kinds.
    static var goods: PaymentOrder {
        let items = [
            LineItem(name: "Wool sweater", description: "Sea green, size M, knitted in Skye", unitAmount: 8900),
            LineItem(name: "Merino socks", unitAmount: 1250, quantity: 2),
        ]
        return PaymentOrder(purpose: .payment, currency: eur, items: items, total: 11_400)
    }

    /// A gift whose donor chooses.
    static var gift: PaymentOrder {
        guard let bounds = try? CustomUnitAmount(minimum: 500, maximum: 50_000, preset: 2500) else {
            preconditionFailure("the bounds are in order")
        }
        let item = LineItem(name: "A winter for a hedgehog", unitAmount: nil)
        return PaymentOrder(purpose: .chosenDonation(bounds), currency: eur, items: [item], total: nil)
    }

    /// Something that comes every month.
    static var magazine: PaymentOrder {
        let item = LineItem(name: "Field Notes", description: "One issue a month, by post", unitAmount: 999)
        return PaymentOrder(purpose: .subscription(.monthly), currency: usd, items: [item], total: 999)
    }

    /// An offer at a wallet of another currency.
    static func offer(_ number: Int = 1, origin: String = "https://auth.wallet.example") -> PaymentOffer {
        PaymentOffer(
            number: PaymentOffer.Number(number),
            wallet: "https://wallet.example/yuki",
            price: WalletAmount(value: 20_532, assetCode: "JPY", assetScale: 0),
            approvalOrigin: origin
        )
    }

    static let eur = currency("eur")
    static let usd = currency("usd")
    static let jpy = currency("jpy")
    static let kwd = currency("kwd")

    private static func currency(_ code: String) -> Currency {
        guard let currency = try? Currency(code) else { preconditionFailure("the currency is listed") }
        return currency
    }

    private static func merchant(of order: PaymentOrder) -> String {
        switch order.purpose {
        case .payment: "Skye Wool & Yarn"
        case .subscription: "Field Notes"
        case .donation, .chosenDonation: "Hedgehog Rescue"
        }
    }
}
