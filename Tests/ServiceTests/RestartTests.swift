import Simulation
import TestTools
import Testing

@testable import opencheckout

/// What was acknowledged is there afterwards, byte for byte: after a stop in good order, and after a crash.
struct RestartTests {
    @Test func `everything is byte for byte the same after a restart`() async throws {
        let world = try TestWorld()
        let before = try await world.serve { service in try await Self.act(on: service) }
        for _ in 0..<2 {
            // The second time everything comes from the snapshot that the first stop wrote.
            let after = try await world.serve { service in try await Self.look(at: before, on: service) }
            #expect(after == before)
        }
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func `everything acknowledged survives a crash`(seed: UInt64) async throws {
        let disk = SimulatedDisk()
        let world = TestWorld(disk: disk)
        try await world.serve { service async throws in
            let before = try await Self.act(on: service)
            let after = world.over(disk.crash(seed: seed))
            try await after.serve { service async throws in
                #expect(try await Self.look(at: before, on: service) == before, "seed \(seed)")
                #expect(try await service.create().status == 201, "seed \(seed)")
            }
        }
    }

    @Test func `a crash behind a snapshot loses nothing either`() async throws {
        let disk = SimulatedDisk()
        let world = TestWorld(disk: disk)
        try await world.serve { service in
            _ = try await service.create(idempotencyKey: "older")
            let snapshot = await service.operate(.createSnapshot)
            #expect(snapshot.failure == nil)
            let before = try await Self.act(on: service)
            for seed in UInt64(10)..<14 {
                let after = world.over(disk.crash(seed: seed))
                try await after.serve { service in
                    #expect(try await Self.look(at: before, on: service) == before, "seed \(seed)")
                    let older = try await service.create(idempotencyKey: "older")
                    #expect(older.field("idempotent-replayed") == "true", "seed \(seed)")
                }
            }
        }
    }

    @Test func `the shards may be another number after a restart`() async throws {
        let world = try TestWorld()
        let before = try await world.serve(["shards": "1"]) { service in try await Self.act(on: service) }
        for shards in ["5", "2"] {
            let after = try await world.serve(["shards": shards]) { service in
                try await Self.look(at: before, on: service)
            }
            #expect(after == before, "\(shards)")
        }
    }

    /// Replies to what was done, and to the same requests again.
    private struct Record: Equatable {
        var reads: [String: String] = [:]
        var replays: [String: String] = [:]
        var list = ""
    }

    private static func act(on service: RunningService) async throws -> Record {
        var record = Record()
        for (index, body) in [Sample.payment, Sample.subscription, Sample.donation, Sample.payment].enumerated() {
            let made = try await service.create(body, idempotencyKey: "make-\(index)")
            let id = made.json["id"].text
            record.reads[id] = made.text
            if index == 1 || index == 2 {
                let verb = index == 1 ? "expire" : "cancel"
                let ended = try await service.change(id, verb, idempotencyKey: "end-\(index)")
                record.replays["\(id)/\(verb) end-\(index)"] = ended.text
                record.reads[id] = ended.text
            }
            record.replays["\(body) make-\(index)"] = made.text
        }
        record.list = try await service.list().text
        return record
    }

    private static func look(at before: Record, on service: RunningService) async throws -> Record {
        var record = Record()
        for id in before.reads.keys {
            record.reads[id] = try await service.read(id).text
        }
        for request in before.replays.keys {
            let parts = request.split(separator: " ").map(String.init)
            let key = parts.last ?? ""
            let reply: SocketResponse
            if request.hasPrefix("cs_") {
                let target = parts[0].split(separator: "/").map(String.init)
                reply = try await service.change(target[0], target[1], idempotencyKey: key)
            } else {
                reply = try await service.create(String(request.dropLast(key.count + 1)), idempotencyKey: key)
            }
            #expect(reply.field("idempotent-replayed") == "true", "\(request)")
            record.replays[request] = reply.text
        }
        record.list = try await service.list().text
        return record
    }
}
