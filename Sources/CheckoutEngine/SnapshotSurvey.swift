package import Checkout
package import Disks
package import Snapshots

/// Reads a snapshot line by line, checks what a start-up checks, and keeps figures instead of sessions.
///
/// A state would take as much memory as the server that runs beside it. What is kept of a session here is its
/// identifier, some 50 bytes with the room of its set.
package struct SnapshotSurvey {
    /// A merchant and how many sessions are its own.
    package struct MerchantFigures: Sendable {
        /// Names it.
        package let id: MerchantID

        /// The name customers see.
        package let name: String

        /// Its sessions in both modes.
        package fileprivate(set) var sessions = 0
    }

    /// The first line; nil before it was read.
    package private(set) var header: SnapshotHeader?

    /// Lines taken in between header and footer.
    package private(set) var records = 0

    /// Names the encryption key.
    package private(set) var fingerprint: [UInt8]?

    /// Sessions by status.
    package private(set) var sessions = StatusCounts()

    /// Events, delivered or not.
    package var events: Int { eventIDs.count }

    /// Sessions that somebody has begun to pay.
    package var payments: Int { payingIDs.count }

    /// Subscriptions, those that are closed included.
    package var subscriptions: Int { subscribedIDs.count }

    /// Idempotency keys that are remembered.
    package var idempotencyKeys: Int { identities.count }

    /// API keys, the revoked included.
    package var keys: Int { keyIDs.count }

    /// The session that was made first.
    package private(set) var oldest: StoredSession?

    /// The session that was made last.
    package private(set) var newest: StoredSession?

    /// The session with the most bytes.
    package private(set) var largest: StoredSession?

    /// The session that was asked for.
    package private(set) var found: StoredSession?

    private let wanted: SessionID?
    private var merchantPlaces: [MerchantID: Int] = [:]
    private var merchantList: [MerchantFigures] = []
    private var keyIDs: Set<KeyID> = []
    private var sessionIDs: Set<SessionID> = []
    private var largestBytes = 0

    /// The sessions of the stripe that is being read, to which its keys may refer.
    private var stripe: [SessionID: StoredSession] = [:]
    private var eventIDs: Set<EventID> = []
    private var payingIDs: Set<SessionID> = []
    private var subscribedIDs: Set<SessionID> = []
    private var identities: Set<UInt128> = []

    /// What else is known of merchants, by the name of its count.
    private var details: [String: Int] = [:]
    private var detailKeys: Set<String> = []

    /// A survey that has seen nothing yet; `wanted` is kept when it comes by.
    package init(lookingFor wanted: SessionID? = nil) {
        self.wanted = wanted
    }

    /// All merchants in the order of the file.
    package var merchants: [MerchantFigures] { merchantList }

    /// Reads a whole snapshot; `onLine` is told how many lines of how many were taken.
    ///
    /// Throws a `SnapshotError`, also for a line that makes no sense, or words for counts that do not agree. Until it
    /// has returned nothing here is to be believed but `records`: the checksums come last.
    package mutating func read(
        _ name: SnapshotName,
        on disk: any Disk,
        onLine: (Int, Int) -> Void = { _, _ in }
    ) throws {
        var expected = 1
        let takeHeader: (SnapshotHeader) -> Void = { found in
            header = found
            expected += found.counts.values.values.reduce(0, +)
        }
        let footer = try SnapshotReader.read(disk: disk, name: name, onHeader: takeHeader) { line in
            try take(line)
            records += 1
            onLine(records, expected)
        }
        for (place, counts) in [("header", header?.counts), ("footer", footer.counts)] where counts != self.counts {
            throw RecoveryContradiction(description: "the \(place) counts something else than there is")
        }
    }

    private var counts: SnapshotCounts {
        var counts: SnapshotCounts = [
            "merchants": merchants.count, "keys": keys, "sessions": sessions.total, "events": events,
            "idempotency": idempotencyKeys,
        ]
        for (name, count) in details where count > 0 { counts[name] = count }
        if payments > 0 { counts["payments"] = payments }
        if subscriptions > 0 { counts["subscriptions"] = subscriptions }
        return counts
    }

    private mutating func take(_ line: [UInt8]) throws {
        guard fingerprint != nil else {
            fingerprint = try SnapshotFormat.fingerprint(in: line)
            return
        }
        let entity = try SnapshotEntity(reading: line, find: { stripe[$0] })
        switch entity {
        case .merchant(let merchant):
            try require(merchantPlaces.updateValue(merchants.count, forKey: merchant.id) == nil, "a merchant twice")
            merchantList.append(MerchantFigures(id: merchant.id, name: merchant.name))
        case .key(let key):
            try require(merchantPlaces[key.merchant] != nil, "a key without its merchant")
            try require(keyIDs.insert(key.id).inserted, "a key twice")
        case .signIns(let merchant, _), .logo(let merchant, _):
            try take(entity.detailName, of: merchant, "")
        case .tally(let line):
            try take(entity.detailName, of: line.merchant, line.keyMode.text.description)
        case .session(let session):
            try take(session)
        case .event(let event):
            try require(eventIDs.insert(event.id).inserted, "an event twice")
        case .payment(let payment):
            guard let session = stripe[payment.session] else {
                throw RecoveryContradiction(description: "a payment without its session")
            }
            try require(payingIDs.insert(payment.session).inserted, "a payment twice")
            try PaymentRules.checkInvariants(of: payment.attempt, in: session.state)
        case .subscription(let stored):
            try require(subscribedIDs.insert(stored.session.id).inserted, "a subscription twice")
            try stored.checkInvariants()
        case .idempotency(let identity, _):
            try require(identities.insert(identity).inserted, "an idempotency key twice")
        }
    }

    private mutating func take(_ detail: String, of merchant: MerchantID, _ part: String) throws {
        try require(merchantPlaces[merchant] != nil, "a detail of a merchant that is not there")
        try require(detailKeys.insert("\(detail) \(merchant.text) \(part)").inserted, "a detail of a merchant twice")
        details[detail, default: 0] += 1
    }

    private mutating func take(_ session: StoredSession) throws {
        guard let place = merchantPlaces[session.merchant] else {
            throw RecoveryContradiction(description: "a session without its merchant")
        }
        try require(sessionIDs.insert(session.id).inserted, "a session twice")
        try session.state.checkInvariants()
        merchantList[place].sessions += 1
        sessions[session.state.status] += 1
        if oldest.map({ session.firstSequence < $0.firstSequence }) ?? true { oldest = session }
        if newest.map({ session.firstSequence > $0.firstSequence }) ?? true { newest = session }
        if stripe.keys.first.map({ $0.stripe != session.id.stripe }) ?? false {
            stripe.removeAll(keepingCapacity: true)
        }
        stripe[session.id] = session
        let bytes = session.original().count
        if bytes > largestBytes {
            largest = session
            largestBytes = bytes
        }
        if session.id == wanted { found = session }
    }

    private func require(_ isTrue: Bool, _ otherwise: String) throws {
        if !isTrue {
            throw RecoveryContradiction(description: otherwise)
        }
    }
}
