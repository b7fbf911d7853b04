import Checkout
import Pages

/// What the list of subscriptions is asked for: which of them, and where the page begins.
struct SubscriptionsQueryFields: Sendable {
    var status: SubscriptionStatus?

    /// Where the page begins; nil for the newest subscription.
    var before: UInt64?

    /// What is wrong with it, in words for people.
    private(set) var problem: String?

    /// Reads the query of the page; a field that is empty counts as left out.
    init(_ fields: FormFields?) {
        guard let fields else { return }
        if let name = fields["status"], !name.isEmpty {
            status = SubscriptionStatus(parsing: name)
            if status == nil { problem = "There is no such status." }
        }
        if let place = fields["before"], !place.isEmpty {
            before = UInt64(place)
            if before == nil || before == 0 { problem = "There is no such page." }
        }
    }

    /// The query that asks for the page that begins at a place.
    func query(before place: UInt64?) -> String {
        FormFields.query([("status", status?.text.description ?? ""), ("before", place.map(String.init) ?? "")])
    }
}
