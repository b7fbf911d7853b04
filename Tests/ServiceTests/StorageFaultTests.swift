import CheckoutEngine
import Disks
import HTTPServing
import Simulation
import Synchronization
import TestTools
import Testing
import WriteAheadLog

@testable import opencheckout

/// A disk that fills up or fails, and memory that runs out, while the service runs.
struct StorageFaultTests {
    @Test func `a full disk refuses writes and nothing else, and writes go on when there is room again`() async throws {
        let disk = SimulatedDisk(capacity: 600 << 10)
        var tuning = ServiceTuning()
        tuning.log.preparation = .thread(retryMilliseconds: 5)
        let world = TestWorld(disk: disk)
        try await world.serve(tuning: tuning) { service async throws in
            let first = try await service.create(idempotencyKey: "first")
            let id = first.json["id"].text
            let large = Sample.payment(
                with: #""metadata":{\#((0..<50).map { #""k\#($0)":"\#(Self.long)""# }.joined(separator: ","))}"#
            )
            let refusal = try await service.createUntilRefused(large)
            #expect(refusal.verdict == "503 storage_unavailable")
            #expect(refusal.json["error"]["type"] == "api_error")
            #expect(refusal.field("retry-after") == "5")
            #expect(refusal.hasCommonFields)

            let count = try await service.list("limit=100").ids.count
            _ = try await service.create(large, idempotencyKey: "refused")
            #expect(try await service.list("limit=100").ids.count == count, "nothing was done")
            #expect(try await service.read(id).text == first.text)
            #expect(try await service.create(idempotencyKey: "first").body == first.body)

            let health = try await service.get("/api/health", as: .nobody)
            #expect(health.status == 503)
            #expect(health.json["status"] == "degraded")
            #expect(health.json["reason"] == "the disk is full")
            #expect(health.json.names == ["reason", "status", "uptime", "version"])
            #expect(health.field("retry-after") == "5")

            service.clock.advance(seconds: 86_400)
            #expect(try await service.read(id).json["status"] == "expired", "expiry is logged from the reserve")

            disk.setCapacity(.max)
            try await service.createUntilTaken(large, idempotencyKey: "refused")
            #expect(try await service.list("limit=100").ids.count == count + 1)
            #expect(try await service.get("/api/health", as: .nobody).status == 200)
        }
    }

    @Test func `after a failed sync nothing is acknowledged any more, and the program is told to end`() async throws {
        let disk = SimulatedDisk()
        let failures = Mutex(0)
        var tuning = ServiceTuning()
        tuning.onLogFailure = { _ in failures.withLock { $0 += 1 } }
        let world = TestWorld(disk: disk)
        let service = try await world.start(tuning: tuning)
        let first = try await service.create()
        let (port, head) = (
            service.port, "POST /api/checkout/sessions HTTP/1.1\r\nHost: h\r\n\(service.authorization)\r\n"
        )
        let body =
            "Content-Type: application/json\r\nContent-Length: \(Sample.payment.utf8.count)\r\n\r\n\(Sample.payment)"
        disk.fail(.synchronize, after: 1)
        try await onThread {
            let client = try SocketClient(port: port)
            try client.send(head + body)
            try wait(while: failures.withLock { $0 } == 0)
            client.endSending()
            client.close()
        }
        #expect(failures.withLock { $0 } == 1)
        #expect(try await service.create().verdict == "503 storage_unavailable")
        let health = try await service.get("/api/health", as: .nobody)
        #expect(health.status == 503)
        #expect(health.json["reason"] == "the log cannot be written")
        // The program would have ended by now: this service is abandoned, since it can never come to a good end.
        let after = world.over(disk.crash(seed: 1))
        try await after.serve { service async throws in
            #expect(try await service.read(first.json["id"].text).text == first.text)
            // What was not acknowledged may be there as well.
            #expect(try await service.list().ids.last == first.json["id"].text)
        }
    }

    @Test func `keys beyond their memory are refused, never forgotten, and the rest goes on`() async throws {
        var tuning = ServiceTuning()
        tuning.idempotencyMemoryBytes = 400
        try await withService(tuning: tuning) { service in
            let first = try await service.create(idempotencyKey: "1")
            _ = try await service.create(idempotencyKey: "2")
            let refused = try await service.create(idempotencyKey: "3")
            #expect(refused.verdict == "503 overloaded")
            #expect(refused.field("retry-after") == "5")
            let id = try await service.makeSession()
            #expect(try await service.change(id, "expire", idempotencyKey: "4").verdict == "503 overloaded")
            #expect(try await service.change(id, "expire").status == 200)
            #expect(try await service.create(idempotencyKey: "1").body == first.body)
            service.clock.advance(seconds: 86_400)
            await service.engine.doDueWork()
            #expect(try await service.create(idempotencyKey: "3").status == 201)
        }
    }

    @Test func `memory beyond the ceiling refuses creates alone, is told once, and ends by itself`() async throws {
        let used = MemoryFigure()
        let lines = LogLines()
        var tuning = ServiceTuning()
        tuning.memory = MemorySource { _ in used.bytes.load(ordering: .relaxed) }
        tuning.logLines = lines
        try await withService(["max-memory": "64MiB", "metrics-port": "0"], tuning: tuning) { service in
            let first = try await service.create(idempotencyKey: "1")
            let id = first.json["id"].text
            used.bytes.store(64 << 20, ordering: .relaxed)
            // The service looks by itself, once a second.
            try await onThread { try wait(while: !service.engine.isMemoryFull) }
            for key in ["2", "3"] {
                let refused = try await service.create(idempotencyKey: key)
                #expect(refused.verdict == "503 overloaded")
                #expect(refused.json["error"]["message"].text.contains("memory"))
                #expect(refused.field("retry-after") == "5")
                #expect(refused.hasCommonFields)
            }
            #expect(try await service.create(idempotencyKey: "1").body == first.body)
            #expect(try await service.read(id).text == first.text)
            #expect(try await service.list("limit=10").ids == [id])
            #expect(try await service.change(id, "expire", idempotencyKey: "4").status == 200)
            let port = try #require(service.ready.metricsAddress?.port)
            let page = try await onThread { try SocketClient(port: port).request("GET", "/metrics") }.text
            #expect(page.contains("opencheckout_memory_bytes 67108864\n"))
            #expect(page.contains("opencheckout_memory_ceiling_bytes 67108864\n"))
            #expect(page.contains("opencheckout_memory_full 1\n"))
            used.bytes.store(1 << 20, ordering: .relaxed)
            try await onThread { try wait(while: service.engine.isMemoryFull) }
            #expect(try await service.create(idempotencyKey: "2").status == 201)
        }
        let beginnings = lines.all("the memory is used up: no sessions are made until there is room again")
        #expect(beginnings.map { $0["level"] } == ["error"])
        #expect(lines.all("there is memory again: sessions are made").map { $0["level"] } == ["notice"])
    }

    /// Memory that a test fills and frees.
    private final class MemoryFigure: Sendable {
        let bytes = Atomic(0)
    }

    private static let long = String(repeating: "v", count: 250)
}

extension RunningService {
    /// Makes sessions until one is not made.
    fileprivate func createUntilRefused(_ body: String) async throws -> SocketResponse {
        for _ in 0..<1000 {
            let reply = try await create(body)
            // A segment that is being made ready is no full disk yet.
            guard reply.status == 201 || reply.code == "overloaded" else {
                return reply
            }
        }
        throw SocketClientError.timeout
    }
    /// Asks for a session, under one key, until there is room for it.
    fileprivate func createUntilTaken(_ body: String, idempotencyKey: String) async throws {
        for _ in 0..<10_000 where try await create(body, idempotencyKey: idempotencyKey).status == 201 {
            return
        }
        throw SocketClientError.timeout
    }
}
