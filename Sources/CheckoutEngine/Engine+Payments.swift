package import Checkout
import WriteAheadLog

/// Payments: taking them a step further, and finding them.
extension Engine {
    /// Has unfinished payments driven by this outlet; set before the engine begins.
    package func drivePayments(through outlet: any PaymentOutlet) {
        context.paymentOutlet = outlet
    }

    /// Takes a step of a payment, and returns once it is durable: what it stands before may be done from then on.
    ///
    /// Throws for a step that was not taken, which then has changed nothing.
    package func advance(_ step: PaymentStep) async throws(StepRefusal) -> SessionPayment {
        let gate = gateOfCaller
        return try await withCheckedContinuation { continuation in
            let isTaken = shard(ofStripe: Int(step.session.stripe))
                .enter { shard in
                    let result = shard.advance(step)
                    // A refusal, too, tells what stands there.
                    gate.hold(until: shard.context.log.lastSequence, of: shard.context.log) {
                        continuation.resume(returning: result)
                    }
                }
            if !isTaken {
                continuation.resume(returning: .failure(.unavailable(.overloaded)))
            }
        }
        .get()
    }

    /// A session, whosever it is, with its payment; nil if there is no such session.
    package func payment(of id: SessionID) async throws(Unavailability) -> SessionPayment? {
        try await visit(Int(id.stripe)) { $0.payment(of: id) }
    }

    /// The session whose customer was to come back here, now or in an earlier attempt; nil if there is none.
    package func payment(at callback: CallbackToken) async throws(Unavailability) -> SessionPayment? {
        try await visit(Int(callback.stripe)) { shard in
            guard let id = shard.state.session(at: callback) else {
                return .success(nil)
            }
            return shard.payment(of: id)
        }
    }

    /// Tells the outlet of a payment again at this time, if it is unfinished then.
    package func lookAgain(at moment: Timestamp, of id: SessionID) {
        shard(ofStripe: Int(id.stripe)).enterAlways { $0.lookAgain(at: moment, of: id) }
    }

    private func visit(
        _ stripe: Int,
        _ look: @escaping @Sendable (isolated Shard) -> Result<SessionPayment?, Unavailability>
    ) async throws(Unavailability) -> SessionPayment? {
        let gate = gateOfCaller
        return try await withCheckedContinuation { continuation in
            let isTaken = shard(ofStripe: stripe)
                .enter { shard in
                    let result = look(shard)
                    let found = (try? result.get()) ?? nil
                    let sequence = found?.lastSequence ?? shard.state.lastRemoval
                    gate.hold(until: sequence, of: shard.context.log) { continuation.resume(returning: result) }
                }
            if !isTaken {
                continuation.resume(returning: .failure(.overloaded))
            }
        }
        .get()
    }
}
