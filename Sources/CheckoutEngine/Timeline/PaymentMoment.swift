import Bytes
import Checkout

/// A moment in the payments of a session: when an attempt came to a stage, or was decided.
///
/// Kept beside the attempt, which is replaced as a whole and remembers its last stage alone; so only sessions that
/// somebody has begun to pay take memory for it.
struct PaymentMoment: Hashable, Sendable {
    /// When it was logged.
    let at: Timestamp

    /// Which attempt of the session it was.
    let attempt: Int

    /// What the attempt had come to.
    let stage: AttemptStage

    /// How it was decided; nil before.
    let outcome: AttemptOutcome?

    /// Why it has come to nothing, if it was decided that way.
    let failure: AttemptFailure?

    /// The wallet that was to pay; in the first moment of an attempt only.
    let wallet: String?

    /// The moments with the one that an attempt's step is, if it is one: most polls of a wallet are none.
    static func adding(
        _ attempt: PaymentAttempt,
        at time: Timestamp,
        to moments: [PaymentMoment]
    ) -> [PaymentMoment] {
        let last = moments.last
        let isFirst = last?.attempt != attempt.number
        guard isFirst || last?.stage != attempt.stage || last?.outcome != attempt.outcome else {
            return moments
        }
        let moment = PaymentMoment(
            at: time,
            attempt: attempt.number,
            stage: attempt.stage,
            outcome: attempt.outcome,
            // An attempt that goes well carries the failure of the one before.
            failure: attempt.outcome == .failed ? attempt.failure : nil,
            wallet: isFirst ? attempt.customer.address : nil
        )
        return moments.suffix(Limits.paymentMoments - 1) + [moment]
    }
}

extension PaymentMoment {
    /// Writes moments as an array of objects: `at`, `attempt`, `stage`, `outcome`, `failure`, `wallet`.
    static func write(_ moments: [PaymentMoment], to json: inout JSONWriter) {
        json.beginArray()
        for moment in moments {
            json.beginObject()
            json.name("at")
            json.quoted { moment.at.append(to: &$0) }
            json.name("attempt")
            json.integer(Int64(moment.attempt))
            json.name("stage")
            json.string(moment.stage.text)
            json.name("outcome")
            if let outcome = moment.outcome { json.string(outcome.text) } else { json.null() }
            json.name("failure")
            if let failure = moment.failure { json.string(failure.text) } else { json.null() }
            json.name("wallet")
            if let wallet = moment.wallet { json.string(wallet) } else { json.null() }
            json.endObject()
        }
        json.endArray()
    }

    /// Reads moments, and refuses any array that ``write(_:to:)`` would not have written.
    static func read(_ node: JSONNode, of document: JSONDocument) throws(EventFormatError) -> [PaymentMoment] {
        guard document.kind(of: node) == .array, 1...Limits.paymentMoments ~= document.count(of: node) else {
            throw .memberMalformed("moments")
        }
        var moments: [PaymentMoment] = []
        for element in document.elements(of: node) {
            var reader = try MemberReader(element, of: document)
            moments.append(try PaymentMoment(reading: &reader))
            try reader.end()
        }
        return moments
    }

    private init(reading reader: inout MemberReader) throws(EventFormatError) {
        at = try reader.time("at")
        attempt = Int(clamping: try reader.integer("attempt"))
        stage = try reader.value("stage", as: AttemptStage.init(parsing:))
        outcome = try reader.optionalValue("outcome", as: AttemptOutcome.init(parsing:))
        failure = try reader.optionalValue("failure", as: AttemptFailure.init(parsing:))
        wallet = try reader.optionalString("wallet")
    }
}
