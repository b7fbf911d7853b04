import Bytes

/// Renders subscriptions as the JSON objects that merchants see.
package enum SubscriptionRendering {
    /// Renders a subscription as it is now; `session` is the rendering of the session that has made it, from which the
    /// price, the customer's wallet and the merchant's own pairs are taken.
    package static func render(_ subscription: Subscription, id: SubscriptionID, session: [UInt8]) -> [UInt8] {
        guard let document = try? JSONDocument(parsing: session) else {
            preconditionFailure("a session's rendering is JSON")
        }
        var json = JSONWriter(reserving: 768)
        json.beginObject()
        json.name("id")
        json.quoted { id.append(to: &$0) }
        json.name("object")
        json.string("subscription")
        json.name("status")
        json.string(subscription.status.text)
        json.name("session")
        json.quoted { id.session.append(to: &$0) }
        copy("customer_wallet", as: "customer_wallet", of: document, to: &json)
        copy("amount_total", as: "amount", of: document, to: &json)
        copy("currency", as: "currency", of: document, to: &json)
        json.name("interval")
        json.string(subscription.schedule.recurring.interval.text)
        json.name("interval_count")
        json.integer(subscription.schedule.recurring.count)
        writeTimes(subscription, to: &json)
        copy("metadata", as: "metadata", of: document, to: &json)
        json.name("created_at")
        json.time(subscription.createdAt)
        json.name("canceled_at")
        json.optional(subscription.cancellation?.at)
        json.name("cancel_reason")
        if let reason = subscription.cancellation?.reason { json.string(reason.text) } else { json.null() }
        json.endObject()
        return json.bytes
    }

    private static func writeTimes(_ subscription: Subscription, to json: inout JSONWriter) {
        json.name("current_period_start")
        json.time(subscription.period.start)
        json.name("current_period_end")
        json.time(subscription.period.end)
        json.name("next_charge_at")
        json.optional(subscription.nextChargeAt)
        json.name("cycles_paid")
        json.integer(subscription.cyclesPaid)
    }

    private static func copy(
        _ name: StaticString,
        as newName: StaticString,
        of document: JSONDocument,
        to json: inout JSONWriter
    ) {
        guard let member = document.member(name, of: document.root) else {
            preconditionFailure("a session's rendering has all members")
        }
        json.name(newName)
        json.raw(document.bytes[document.sourceRange(of: member)])
    }
}
