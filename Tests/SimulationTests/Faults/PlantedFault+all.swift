import Bytes
import Checkout
import Reactors
import Simulation
import WriteAheadLog

@testable import CheckoutEngine

extension PlantedFault {
    /// Each of them breaks a promise, and none is an error that the engine could see.
    static let all: [PlantedFault] = [
        syncs(.leftOut(oneIn: 4), of: "wal-", "one in four syncs of the log is left out"),
        syncs(.beforeTheWrite, of: "wal-", "the log's syncs go before their writes"),
        syncs(.triedAgain, of: "wal-", "a sync of the log that has failed is tried again"),
        syncs(.leftOut(oneIn: 1), of: "snapshot-", "snapshots are not synced"),
        unsafeNames,
        earlyReplies,
        snapshotWithoutAShard,
        snapshotWithoutKeys,
        snapshotWithout("payment"),
        snapshotWithout("subscription"),
        createWithoutItsKey,
        createWithoutReply,
    ]

    private static func syncs(_ fault: SyncFault, of prefix: String, _ name: String) -> PlantedFault {
        PlantedFault(testDescription: name) { isPlanted in
            var wiring = Wiring()
            wiring.disk = { FaultyFiles(inner: $0, prefix: prefix, fault: isPlanted ? fault : nil) }
            return wiring
        }
    }

    private static let unsafeNames = PlantedFault(testDescription: "the directory is not synced") { isPlanted in
        var wiring = Wiring()
        wiring.disk = { UnsafeNames(inner: $0, isPlanted: isPlanted) }
        return wiring
    }

    private static let earlyReplies = PlantedFault(testDescription: "replies leave before the commit") { isPlanted in
        var wiring = Wiring()
        wiring.open = { parts, settings, log, shards in
            let engine = try Engine.open(parts, settings: settings, log: log, shardCount: shards)
            let log = engine.context.log
            for gate in engine.gates {
                let endTurn = gate.reactor.onTurnEnd
                gate.reactor.onTurnEnd = {
                    gate.release(through: isPlanted ? log.lastSequence : log.durableSequence)
                    return endTurn()
                }
            }
            return engine
        }
        return wiring
    }

    private static let snapshotWithoutAShard = PlantedFault(testDescription: "snapshots miss a shard") { isPlanted in
        var wiring = Wiring()
        wiring.open = { parts, settings, log, shards in
            let router = ShardRouter(shardCount: shards)
            let disk = EditedSnapshots(inner: parts.disk) { line in
                !isPlanted || stripe(of: line).map { router.shard(ofStripe: $0) != shards - 1 } ?? true
            }
            return try Engine.open(parts.over(disk), settings: settings, log: log, shardCount: shards)
        }
        return wiring
    }

    private static let snapshotWithoutKeys = PlantedFault(
        testDescription: "snapshots miss the idempotency keys of every other stripe"
    ) { isPlanted in
        var wiring = Wiring()
        wiring.disk = { disk in
            EditedSnapshots(inner: disk) { line in
                !isPlanted || stripe(ofKeyIn: line).map { $0 % 2 == 0 } ?? true
            }
        }
        return wiring
    }

    private static func snapshotWithout(_ entity: StaticString) -> PlantedFault {
        PlantedFault(testDescription: "snapshots miss each \(entity)") { isPlanted in
            var wiring = Wiring()
            wiring.disk = { disk in
                EditedSnapshots(inner: disk) { line in
                    !isPlanted || line.member("entity", of: line.root).map { !line.isString($0, entity) } ?? true
                }
            }
            return wiring
        }
    }

    private static let createWithoutItsKey = PlantedFault(
        testDescription: "one in eight creates does not record its key"
    ) { isPlanted in
        var wiring = Wiring()
        wiring.create = { engine, request, complete in
            let isDropped = isPlanted && request.claim.map { $0.identity >> 10 & 7 == 0 } ?? false
            let handedOn = CreateSession(
                merchant: request.merchant,
                keyMode: request.keyMode,
                claim: isDropped ? nil : request.claim,
                newSession: request.newSession
            )
            engine.submit(handedOn, then: complete)
        }
        return wiring
    }

    private static let createWithoutReply = PlantedFault(
        testDescription: "one in eight creates is never answered"
    ) { isPlanted in
        var wiring = Wiring()
        wiring.create = { engine, request, complete in
            let isDropped = isPlanted && (request.newSession?.lineItems[0].description?.count ?? 0) % 8 == 1
            engine.submit(request) { outcome in
                if !isDropped { complete(outcome) }
            }
        }
        return wiring
    }

    /// The stripe of a session or idempotency record in a snapshot.
    private static func stripe(of line: JSONDocument) -> Int? {
        guard let session = line.member("session", of: line.root) else { return stripe(ofKeyIn: line) }
        let id = line.member("id", of: session).flatMap { SessionID(parsing: line.string($0).utf8) }
        return id.map { Int($0.stripe) }
    }

    private static func stripe(ofKeyIn line: JSONDocument) -> Int? {
        guard let entity = line.member("entity", of: line.root), line.isString(entity, "idempotency") else {
            return nil
        }
        let key = line.member("key", of: line.root).flatMap { UInt128(line.string($0), radix: 16) }
        return key.map(ShardRouter.stripe(ofIdentity:))
    }
}
