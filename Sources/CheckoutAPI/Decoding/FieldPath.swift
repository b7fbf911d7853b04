/// A place in the create body; becomes text only when something is wrong there.
enum FieldPath: Hashable {
    case body
    case mode
    case lineItems
    case item(Int)
    case priceData(Int)
    case currency(Int)
    case productData(Int)
    case productName(Int)
    case productDescription(Int)
    case unitAmount(Int)
    case recurring(Int)
    case interval(Int)
    case intervalCount(Int)
    case customUnitAmount(Int)
    case customMinimum(Int)
    case customMaximum(Int)
    case customPreset(Int)
    case quantity(Int)
    case successURL
    case cancelURL
    case metadata
    case clientReferenceID
    case customerEmail
    case expiresInSeconds

    /// The path as a merchant reads it; empty for the body itself.
    var text: String {
        switch self {
        case .body: ""
        case .mode: "mode"
        case .lineItems: "line_items"
        case .item(let index): "line_items[\(index)]"
        case .priceData(let index): "\(Self.item(index).text).price_data"
        case .currency(let index): "\(Self.priceData(index).text).currency"
        case .productData(let index): "\(Self.priceData(index).text).product_data"
        case .productName(let index): "\(Self.productData(index).text).name"
        case .productDescription(let index): "\(Self.productData(index).text).description"
        case .unitAmount(let index): "\(Self.priceData(index).text).unit_amount"
        case .recurring(let index): "\(Self.priceData(index).text).recurring"
        case .interval(let index): "\(Self.recurring(index).text).interval"
        case .intervalCount(let index): "\(Self.recurring(index).text).interval_count"
        case .customUnitAmount(let index): "\(Self.priceData(index).text).custom_unit_amount"
        case .customMinimum(let index): "\(Self.customUnitAmount(index).text).minimum"
        case .customMaximum(let index): "\(Self.customUnitAmount(index).text).maximum"
        case .customPreset(let index): "\(Self.customUnitAmount(index).text).preset"
        case .quantity(let index): "\(Self.item(index).text).quantity"
        case .successURL: "success_url"
        case .cancelURL: "cancel_url"
        case .metadata: "metadata"
        case .clientReferenceID: "client_reference_id"
        case .customerEmail: "customer_email"
        case .expiresInSeconds: "expires_in_seconds"
        }
    }

    /// The path of a member inside this object.
    func text(ofMember name: String) -> String {
        self == .body ? name : "\(text).\(name)"
    }
}
