import Checkout
import Reactors
import Snapshots
package import WriteAheadLog

extension Engine {
    /// Starts what the engine does by itself: due work, snapshots, the look at memory, and the syncs of `--durability
    /// interval`.
    ///
    /// Called once, when the reactors run.
    package func begin() async {
        for shard in shards {
            shard.enterAlways { $0.beginTicks() }
        }
        let reactor = gates[0].reactor
        reactor.post { [memory = context.memory] in memory.watch(on: reactor) }
        await snapshots.begin()
    }

    /// Where customers reach the service, once that is known; sessions made before keep what they have.
    package func serve(under baseURL: String) {
        for shard in shards {
            shard.enterAlways { $0.baseURL = baseURL }
        }
    }

    /// Writes a last snapshot and ends the log in good order.
    ///
    /// Called when no more commands come; the reactors are stopped by the caller afterwards.
    package func close() async throws {
        for shard in shards {
            await shard.end()
        }
        // The log ends in good order even where there is no room for a snapshot; that is told afterwards.
        let snapshot = await Result.of { try await snapshots.take() }
        try context.log.close()
        _ = try snapshot.get()
    }

    /// Makes the next segment of the log ready on the caller's thread, where the log leaves that to its caller; false
    /// if the disk has no room for it.
    package func prepareLog() throws(LogError) -> Bool {
        try context.log.prepareAhead()
    }

    /// Lets go of all who wait for the log, durable or not: nobody may hear what they say.
    ///
    /// For who outlives an engine whose log has failed, as a simulation does; a process ends instead.
    package func abandon() {
        for gate in gates {
            gate.reactor.post { gate.release(through: .max) }
        }
    }

    /// Why writes cannot be made durable now; nil if they can.
    package var writeProblem: WriteProblem? {
        switch context.log.state {
        case .writable: nil
        case .readOnly: .diskFull
        case .failed: .logFailed
        case .closed: .shuttingDown
        }
    }

    /// True while no session can be made, for want of memory.
    package var isMemoryFull: Bool {
        context.memory.isFull
    }

    /// Looks at the memory in use now, for whoever cannot wait for the next second.
    package func lookAtMemory() {
        context.memory.look()
    }

    /// The last record that is safe on disk.
    package var durableSequence: UInt64 {
        context.log.durableSequence
    }

    /// What an operator's gauges show.
    package var figures: EngineFigures {
        get async {
            var counts = StatusCounts()
            var pendingEvents = 0
            var unfinishedPayments = 0
            var liveSubscriptions = 0
            for shard in shards {
                counts = counts + (await shard.state.counts)
                pendingEvents += await shard.state.pendingEvents
                unfinishedPayments += await shard.state.unfinishedPayments
                liveSubscriptions += await shard.state.liveSubscriptions
            }
            return EngineFigures(
                sessions: counts,
                pendingEvents: pendingEvents,
                unfinishedPayments: unfinishedPayments,
                liveSubscriptions: liveSubscriptions,
                idempotencyBytes: context.idempotencyMemory,
                memoryBytes: context.memory.usedBytes,
                memoryCeilingBytes: context.memory.ceilingBytes,
                loggedBytes: context.loggedBytes,
                freeLogBytes: context.log.freeBytes,
                lastSequence: context.log.lastSequence,
                durableSequence: context.log.durableSequence,
                snapshot: await snapshots.progress
            )
        }
    }

    /// Does what is due now, for whoever cannot wait for the tick.
    package func doDueWork() async {
        for shard in shards {
            while await shard.doDueWork() {}
        }
    }
}

/// Why writes cannot be made durable.
package enum WriteProblem: Sendable {
    /// There is no room for the log.
    case diskFull

    /// The log could not be written, and the process is ending.
    case logFailed

    /// The service is being stopped.
    case shuttingDown

    /// The problem in words that tell neither paths nor keys.
    package var sentence: String {
        switch self {
        case .diskFull: "the disk is full"
        case .logFailed: "the log cannot be written"
        case .shuttingDown: "the service is being stopped"
        }
    }
}

extension Result where Failure == any Error {
    /// What an asynchronous function returns or throws.
    fileprivate static func of(_ body: () async throws -> Success) async -> Result {
        do {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }
}
