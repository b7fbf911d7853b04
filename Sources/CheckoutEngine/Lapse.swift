import Checkout

/// When an idempotency key was first used; it lapses a day later.
struct Lapse: Sendable {
    let firstUsedAt: Timestamp
    let identity: UInt128
}
