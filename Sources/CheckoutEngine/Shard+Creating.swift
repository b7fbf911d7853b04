import Checkout
import Cryptography
import WriteAheadLog

/// Making sessions.
extension Shard {
    /// Makes a session, or answers what its idempotency key says.
    func create(_ request: CreateSession, stripe: Int, for asker: Asker) {
        let now = context.clock.now()
        if let claim = request.claim {
            let isFirst = isFirst(claim, at: now, for: asker) {
                preconditionFailure("a create is done in one step: its key is never reserved")
            }
            guard isFirst else {
                return
            }
        }
        guard let newSession = request.newSession else {
            asker.tell(.invalid)
            return
        }
        guard !context.memory.isFull else {
            asker.tell(.unavailable(.memoryFull))
            return
        }
        guard request.claim == nil || context.hasIdempotencyRoom else {
            asker.tell(.unavailable(.idempotencyFull))
            return
        }
        let (events, original) = events(for: newSession, request, stripe: stripe, at: now)
        switch record(events, at: now, from: .ordinary) {
        case .success(let sequence):
            asker.tell(.done(original), after: sequence)
        case .failure(let reason):
            asker.tell(.unavailable(reason))
        }
    }

    private func events(
        for newSession: NewSession,
        _ request: CreateSession,
        stripe: Int,
        at now: Timestamp
    ) -> (events: [Event], original: [UInt8]) {
        let id = SessionID(
            partition: request.merchant.partition,
            stripe: UInt16(stripe),
            random: context.random.next128()
        )
        let original = SessionRendering.render(
            newSession,
            id: id,
            keyMode: request.keyMode,
            baseURL: baseURL,
            createdAt: now
        )
        let fields = StoredFields(of: newSession, id: id, keyMode: request.keyMode, createdAt: now)
        let created = CreatedSession(merchant: request.merchant, original: original, fields: fields)
        guard let claim = request.claim else {
            return ([Event(at: now, .sessionCreated(created))], original)
        }
        let use = claim.use(status: 201, reply: .session(id))
        return ([Event(at: now, .sessionCreated(created)), Event(at: now, .idempotencyKeyUsed(use))], original)
    }
}
