package import Checkout
package import Cryptography
import Reactors
import Synchronization
import WriteAheadLog

/// The one door: every change of state comes through here as a command, every look as a query.
///
/// Made by `open`, which recovers what the disk holds. It lives on reactors that the caller starts afterwards and stops
/// in the end. Its calls may be made from any thread, and hand their outcomes over on the reactor that called, or on
/// the first one.
package final class Engine: Sendable {
    /// Merchants and their keys.
    package let directory: MerchantDirectory

    /// Takes snapshots, by itself and when asked.
    package let snapshots: SnapshotService

    /// The engine's time.
    package let clock: EngineClock

    /// Seals the secrets that must be read back.
    package let vault: SecretVault

    /// Where identifiers and nonces come from.
    package let random: RandomSource

    let shards: [Shard]
    let gates: [DurabilityGate]
    let context: EngineContext

    init(
        shards: [Shard],
        directory: MerchantDirectory,
        snapshots: SnapshotService,
        gates: [DurabilityGate],
        context: EngineContext
    ) {
        self.shards = shards
        self.directory = directory
        self.snapshots = snapshots
        self.gates = gates
        self.context = context
        vault = context.vault
        clock = context.clock
        random = context.random
    }
}

extension Engine {
    /// Makes a session.
    ///
    /// A retry under the same key goes to the same stripe, and so meets its first try.
    package func submit(_ request: CreateSession, then complete: @escaping Shard.Completion) {
        let stripe =
            request.claim.map { ShardRouter.stripe(ofIdentity: $0.identity) }
            ?? Int(truncatingIfNeeded: context.random.next64() & UInt64(Checkout.Limits.stripes - 1))
        let asker = asker(complete)
        let isTaken = shard(ofStripe: stripe).enter { $0.create(request, stripe: stripe, for: asker) }
        if !isTaken {
            complete(.unavailable(.overloaded))
        }
    }

    /// Reads a session as it is now.
    package func read(
        _ id: SessionID,
        merchant: MerchantID,
        keyMode: KeyMode,
        then complete: @escaping Shard.Completion
    ) {
        let asker = asker(complete)
        let isTaken = shard(ofStripe: Int(id.stripe)).enter { $0.read(id, merchant, keyMode, for: asker) }
        if !isTaken {
            complete(.unavailable(.overloaded))
        }
    }

    /// Where what the caller asks for waits until it is durable.
    var gateOfCaller: DurabilityGate {
        gates.first { $0.reactor.isCurrent } ?? gates[0]
    }

    func asker(_ complete: @escaping Shard.Completion) -> Asker {
        Asker(gate: gateOfCaller, log: context.log, complete: complete)
    }

    func shard(ofStripe stripe: Int) -> Shard {
        shards[context.router.shard(ofStripe: stripe)]
    }
}
