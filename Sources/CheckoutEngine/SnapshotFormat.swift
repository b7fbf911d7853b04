import Bytes
import Checkout
import Snapshots

/// What stands in a snapshot between header and footer, and in which order.
///
/// The fingerprint of the encryption key, then merchants, then API keys, then what else is known of merchants:
/// sign-ins, logos and tallies; then stripe by stripe its sessions and behind them their events, payments and
/// subscriptions and its idempotency records, which may share the bytes of a session.
enum SnapshotFormat {
    /// How much of everything is about to be written.
    static func counts(
        _ directory: Directory,
        _ images: [ShardImage],
        _ details: [SnapshotEntity]
    ) -> SnapshotCounts {
        var counts: SnapshotCounts = [:]
        counts["merchants"] = directory.merchantsCount
        counts["keys"] = directory.keysCount
        for entity in details { counts[entity.detailName] += 1 }
        for image in images {
            counts["sessions"] += image.stripes.reduce(0) { $0 + $1.sessions.count }
            counts["events"] += image.stripes.reduce(0) { $0 + $1.events.count + $1.subscriptionEvents.count }
            counts["idempotency"] += image.stripes.reduce(0) { $0 + $1.idempotency.count }
        }
        // Left out where there are none, as in snapshots from before there were any.
        let payments = images.reduce(0) { sum, image in image.stripes.reduce(sum) { $0 + $1.payments.count } }
        if payments > 0 { counts["payments"] = payments }
        let subscriptions = images.reduce(0) { sum, image in
            image.stripes.reduce(sum) { $0 + $1.subscriptions.count }
        }
        if subscriptions > 0 { counts["subscriptions"] = subscriptions }
        return counts
    }

    /// What is known of merchants besides themselves and their keys; what no overview shows on `today` is left out.
    static func details(_ directory: Directory, _ images: [ShardImage], today: CalendarDay) -> [SnapshotEntity] {
        let merchants = directory.allMerchants.map(\.id)
        let signIns = merchants.map { ($0, directory.signIns(of: $0)) }.filter { !$0.1.isEmpty }
        let logos = merchants.compactMap { id in directory.logo(of: id).map { (id, $0) } }
        return signIns.map { .signIns($0, $1) } + logos.map { .logo($0, $1) }
            + TallyLine.lines(of: images.map(\.tallies), today: today).map { .tally($0) }
    }

    /// Writes the fingerprint of the encryption key, merchants and API keys, oldest first, and what else is known of
    /// merchants.
    static func write(
        _ fingerprint: [UInt8],
        _ directory: Directory,
        _ details: [SnapshotEntity],
        to writer: SnapshotWriter
    ) throws {
        try writer.append(line: line(of: fingerprint))
        for merchant in directory.allMerchants {
            try writer.append(line: SnapshotEntity.merchant(merchant).encode())
        }
        for key in directory.allKeys {
            try writer.append(line: SnapshotEntity.key(key).encode())
        }
        for entity in details { try writer.append(line: entity.encode()) }
    }

    /// Writes a stripe.
    static func write(_ stripe: Stripe, to writer: SnapshotWriter) throws {
        var line = JSONWriter(reserving: 2048)
        let sessions = stripe.sessions.values.sorted { $0.firstSequence < $1.firstSequence }
        for session in sessions {
            SnapshotEntity.session(session).write(to: &line)
            try writer.append(line: line.bytes)
        }
        let events = (Array(stripe.events.values) + stripe.subscriptionEvents.values).sorted { $0.place < $1.place }
        for event in events {
            SnapshotEntity.event(event).write(to: &line)
            try writer.append(line: line.bytes)
        }
        let payments = stripe.payments.values.sorted { $0.lastSequence < $1.lastSequence }
        for payment in payments {
            SnapshotEntity.payment(payment).write(to: &line)
            try writer.append(line: line.bytes)
        }
        let subscriptions = stripe.subscriptions.values.sorted { $0.firstSequence < $1.firstSequence }
        for subscription in subscriptions {
            SnapshotEntity.subscription(subscription).write(to: &line)
            try writer.append(line: line.bytes)
        }
        let records = stripe.idempotency.sorted { $0.key < $1.key }
        for (identity, record) in records {
            var record = record
            // The session may have left before the day of its key is over: then the record carries its reply itself.
            if case .session(let session) = record.reply, stripe.sessions[session.id.random] == nil {
                record = record.detached()
            }
            SnapshotEntity.idempotency(identity: identity, record).write(to: &line)
            try writer.append(line: line.bytes)
        }
    }

    /// Reads the first line back.
    static func fingerprint(in line: [UInt8]) throws -> [UInt8] {
        let document = try JSONDocument(parsing: line)
        var reader = try MemberReader(document.root, of: document)
        guard try reader.string("entity") == "encryption_key",
            let fingerprint = Hex.decode(try reader.string("fingerprint"))
        else {
            throw EventFormatError.memberMalformed("fingerprint")
        }
        try reader.end()
        return fingerprint
    }

    private static func line(of fingerprint: [UInt8]) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("entity")
        writer.string("encryption_key")
        writer.name("fingerprint")
        writer.string(Hex.encode(fingerprint))
        writer.endObject()
        return writer.bytes
    }
}
