package import CheckoutEngine
package import Disks
package import OpenPayments
package import WriteAheadLog

/// What lies between the engine, what drives its payments, and their world; a test exchanges a part of it to plant a
/// fault.
package struct Wiring: Sendable {
    /// Makes of a machine's disk the one that the engine gets; called at each start.
    package var disk: @Sendable (SimulatedDisk) -> any Disk = { $0 }

    /// Opens the engine.
    package var open: @Sendable (Engine.Parts, EngineSettings, LogConfiguration, _ shards: Int) throws -> Engine = {
        parts,
        settings,
        log,
        shards in
        try Engine.open(parts, settings: settings, log: log, shardCount: shards)
    }

    /// Hands a create to the engine.
    package var create: @Sendable (Engine, CreateSession, @escaping Shard.Completion) -> Void = {
        engine,
        request,
        complete in
        engine.submit(request, then: complete)
    }

    /// Makes of the way to the wallets the one that payments take; called at each start.
    package var transport: @Sendable (any PaymentTransport) -> any PaymentTransport = { $0 }

    /// The wiring of the program.
    package init() {}
}
