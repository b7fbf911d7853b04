package import Bytes

/// Subscriptions in the log and in snapshots.
extension Subscription {
    /// Writes the subscription as one object; parts that are not there are left out.
    ///
    /// Members: `created_at`, `schedule`, `status`, `period`, `period_paid`, `cycles_paid`, `periods_unpaid`,
    /// `next_charge_at`, `news` and `news_count`, then as far as they are there `canceled_at` and `cancel_reason`,
    /// `closed_at`, `grant`, `charge` (an attempt to pay).
    package func write(to json: inout JSONWriter) {
        json.beginObject()
        json.name("created_at")
        json.time(createdAt)
        json.name("schedule")
        schedule.write(to: &json)
        json.name("status")
        json.string(status.text)
        json.name("period")
        period.write(to: &json)
        json.name("period_paid")
        json.boolean(isPeriodPaid)
        json.name("cycles_paid")
        json.integer(cyclesPaid)
        json.name("periods_unpaid")
        json.integer(periodsUnpaid)
        json.name("next_charge_at")
        json.optional(nextChargeAt)
        json.name("news")
        json.string(news.text)
        json.name("news_count")
        json.integer(newsCount)
        writeParts(to: &json)
        json.endObject()
    }

    private func writeParts(to json: inout JSONWriter) {
        if let cancellation {
            json.name("canceled_at")
            json.time(cancellation.at)
            json.name("cancel_reason")
            json.string(cancellation.reason.text)
        }
        if let closedAt {
            json.name("closed_at")
            json.time(closedAt)
        }
        if let grant {
            json.name("grant")
            grant.write(to: &json)
        }
        if let charge {
            json.name("charge")
            charge.write(to: &json)
        }
    }

    /// Reads a subscription, and refuses any object that ``write(to:)`` would not have written.
    ///
    /// Whether it can be is for ``SubscriptionRules`` to say.
    package init(reading node: JSONNode, of document: JSONDocument) throws(EventFormatError) {
        var reader = try MemberReader(node, of: document)
        createdAt = try reader.time("created_at")
        schedule = try BillingSchedule(reading: try reader.next("schedule"), of: document)
        status = try reader.value("status", as: SubscriptionStatus.init(parsing:))
        period = try BillingPeriod(reading: try reader.next("period"), of: document)
        isPeriodPaid = try reader.boolean("period_paid")
        cyclesPaid = Int(clamping: try reader.integer("cycles_paid"))
        periodsUnpaid = Int(clamping: try reader.integer("periods_unpaid"))
        nextChargeAt = try reader.optionalTime("next_charge_at")
        news = try reader.value("news", as: SubscriptionNews.init(parsing:))
        newsCount = Int(clamping: try reader.integer("news_count"))
        try readParts(&reader, of: document)
        try reader.end()
    }

    private mutating func readParts(_ reader: inout MemberReader, of document: JSONDocument) throws(EventFormatError) {
        if reader.isNext("canceled_at") {
            let at = try reader.time("canceled_at")
            let reason = try reader.value("cancel_reason", as: CancelReason.init(parsing:))
            cancellation = Cancellation(at: at, reason: reason)
        }
        if reader.isNext("closed_at") { closedAt = try reader.time("closed_at") }
        if let node = reader.nextIfPresent("grant") { grant = try StandingGrant(reading: node, of: document) }
        if let node = reader.nextIfPresent("charge") { charge = try PaymentAttempt(reading: node, of: document) }
    }
}
