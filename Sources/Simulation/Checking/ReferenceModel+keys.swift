import Checkout
import CheckoutEngine

/// Idempotency keys: done once, replayed byte for byte, kept for a day.
extension ReferenceModel {
    /// Keeps what a reply shows of a key; throws if the key was known to hold something else.
    mutating func learn(
        _ claim: IdempotencyClaim,
        _ status: Int,
        _ body: [UInt8],
        isFirst: Bool,
        from request: Request
    ) throws {
        guard var key = keys[claim.identity] else { throw Violation("a key replies that nobody has used") }
        let mayHaveLapsed = key.mayHaveLapsed(by: request.time.upperBound)
        if let record = key.record {
            let isSame = record.fingerprint == claim.fingerprint && record.status == status && record.body == body
            if isSame, !(isFirst && record.isAcknowledged) {
                keys[claim.identity]?.record?.isAcknowledged = record.isAcknowledged || isFirst
                return
            }
            if mayPrecede(record, request) { return }
            guard mayHaveLapsed else {
                throw Violation(
                    isFirst
                        ? "request \(request.number) was carried out again under its key"
                        : "request \(request.number) was replayed otherwise than before: \(text(body))"
                )
            }
        }
        guard key.attempts.values.contains(claim.fingerprint) else {
            throw Violation("request \(request.number) replays what nobody has sent")
        }
        key.record = KnownKey.Record(
            fingerprint: claim.fingerprint,
            status: status,
            body: body,
            time: isFirst ? request.time : key.earliest...request.time.upperBound,
            isAcknowledged: isFirst
        )
        keys[claim.identity] = key
    }

    /// Takes a replay: it shows the key's record and the session in it.
    mutating func receiveReplay(_ status: Int, _ body: [UInt8], to request: Request) throws {
        guard let claim = request.claim else { throw Violation("request \(request.number) has no key to replay") }
        try learn(claim, status, body, isFirst: false, from: request)
        // The body is that of the first reply, whatever became of the session since.
        var first = request
        first.sentAt = 0
        first.time = min(0, request.time.lowerBound)...request.time.upperBound
        let id = try learn(body, from: first)
        guard (status == 201) == (sessions[id]?.original == body), [200, 201].contains(status) else {
            throw Violation("a replay with status \(status) shows \(text(body))")
        }
    }

    /// Takes a conflict: somebody else has used the key, or is about to.
    ///
    /// It is told at once and reveals only that a request was received; a crash may make the key free again.
    mutating func receiveConflict(to request: Request) throws {
        takeBack(request)
        guard let claim = request.claim, let key = keys[claim.identity] else {
            throw Violation("request \(request.number) has no key that could conflict")
        }
        if case .probe = request.kind { probesInConflict.insert(claim.identity) }
        if let record = key.record, record.fingerprint == claim.fingerprint,
            !key.mayHaveLapsed(by: request.time.upperBound), !mayPrecede(record, request)
        {
            throw Violation("request \(request.number) conflicts with itself")
        }
        guard key.record != nil || key.attempts.values.contains(where: { $0 != claim.fingerprint }) else {
            throw Violation("request \(request.number) conflicts with nobody")
        }
    }

    /// Whether a request may have met an earlier use of its key, whose day was over before the one that is known, and
    /// be answered after that.
    private func mayPrecede(_ record: KnownKey.Record, _ request: Request) -> Bool {
        request.time.lowerBound + Limits.idempotencySeconds <= record.time.upperBound
    }

    /// A probe finds its key free.
    mutating func receiveInvalid(to request: Request) throws {
        guard case .probe = request.kind, let claim = request.claim, let key = keys[claim.identity] else {
            throw Violation("request \(request.number) was not understood")
        }
        guard !key.mayHaveLapsed(by: request.time.upperBound) else {
            keys[claim.identity] = KnownKey(
                merchant: key.merchant,
                keyMode: key.keyMode,
                earliest: request.time.upperBound
            )
            return
        }
        if let record = key.record { throw Violation("a key is lost, with its reply \(text(record.body))") }
        // Whatever was sent with it has done nothing, nor will it.
        for number in key.attempts.keys { takeBack(number, withKey: claim.identity) }
    }
}
