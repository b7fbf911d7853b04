import WriteAheadLog

/// Who asked the engine, and how the answer gets there: on the reactor that asked, once what it reveals is durable.
struct Asker: Sendable {
    let gate: DurabilityGate
    let log: LogWriter
    let complete: Shard.Completion

    /// Hands the outcome over once everything up to `sequence` is durable; any thread.
    func tell(_ outcome: Outcome, after sequence: UInt64) {
        gate.hold(outcome, until: sequence, of: log, complete)
    }

    /// Hands over what came of a change.
    func tell(_ result: ChangeResult) {
        switch result {
        case .recorded(let sequence, _, let reply, _): tell(.done(reply), after: sequence)
        case .done(let reply): tell(.done(reply))
        case .not(let outcome, let sequence): tell(outcome, after: sequence)
        }
    }

    /// Hands over an outcome that reveals nothing of the state.
    func tell(_ outcome: Outcome) {
        tell(outcome, after: 0)
    }
}
