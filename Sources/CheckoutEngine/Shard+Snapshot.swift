/// The shard's part in a snapshot.
extension Shard {
    /// The shard as it was when it had applied everything up to the cut, which the log has marked; nil if the cut was
    /// used before and the shard has gone on.
    func image(at cutSequence: UInt64) async -> ShardImage? {
        await withCheckedContinuation { continuation in
            cut.collect(cutSequence, state, reserved: keysRecordedElsewhere) { continuation.resume(returning: $0) }
        }
    }

    /// Returns once everything up to `sequence` is durable.
    func untilDurable(_ sequence: UInt64) async {
        await withCheckedContinuation { continuation in
            gate.hold(until: sequence, of: context.log) { continuation.resume() }
        }
    }
}
