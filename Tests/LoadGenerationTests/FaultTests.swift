import HTTPServing
import Synchronization
import Testing

@testable import LoadGeneration

@Suite struct FaultTests {
    @Test func `replies of another status are counted by status`() async throws {
        let number = Atomic<Int>(0)
        let service = FakeService { service, request, reply in
            let place = number.wrappingAdd(1, ordering: .relaxed).oldValue
            reply.send(place % 4 == 0 ? HTTPResponse(status: 503, body: Array("busy".utf8)) : service.right(request))
        }
        let outcome = try await outcome(of: Load(.create, ending: .requests(100)), on: service)
        let tally = try #require(outcome.tally[.create])
        #expect(tally.unexpectedStatuses == [503: 25])
        #expect(tally.latencies.count == 75)
        #expect(outcome.tally.errors == 25)
        #expect(Problem.problems(of: outcome.tally) == [Problem(kind: "status 503", count: 25)])
        #expect(outcome.tally.examples.first == "create: 503 busy")
    }

    @Test func `a replay with another body is an error`() async throws {
        let number = Atomic<Int>(0)
        let service = FakeService { service, request, reply in
            var response = service.right(request)
            if !response.fields.isEmpty {
                let other = FakeService.id(1_000_000 + number.wrappingAdd(1, ordering: .relaxed).oldValue)
                response.body = FakeService.session(other)
            }
            reply.send(response)
        }
        let outcome = try await outcome(of: Load(.createRetries, ending: .requests(100)), on: service, connections: 1)
        #expect(outcome.tally[.replay]?.faults == [.wrongContent: 10])
        #expect(outcome.tally[.create]?.errors == 0)
    }

    @Test func `a replay that does not say that it is one is an error`() async throws {
        let service = FakeService { service, request, reply in
            var response = service.right(request)
            response.fields = []
            reply.send(response)
        }
        let outcome = try await outcome(of: Load(.createRetries, ending: .requests(100)), on: service, connections: 1)
        #expect(outcome.tally[.replay]?.faults == [.wrongContent: 10])
    }

    @Test func `a first try that says it is a replay is an error`() async throws {
        let service = FakeService { service, request, reply in
            var response = service.right(request)
            response.fields = Array("Idempotent-Replayed: true\r\n".utf8)
            reply.send(response)
        }
        let outcome = try await outcome(of: Load(.create, ending: .requests(10)), on: service)
        #expect(outcome.tally[.create]?.faults == [.wrongContent: 10])
    }

    @Test func `a read that brings another session is an error`() async throws {
        let service = FakeService { service, request, reply in
            let other = HTTPResponse(status: 200, body: FakeService.session(FakeService.id(999)))
            reply.send(request.method == .get ? other : service.right(request))
        }
        let outcome = try await outcome(of: Load(.read, ending: .requests(50)), on: service)
        // The first are creates, since there is nothing to read yet.
        let reads = try #require(outcome.tally[.read])
        #expect(reads.requests >= 46)
        #expect(reads.faults == [.wrongContent: reads.requests])
    }

    @Test func `a list or an expire that brings something else is an error`() async throws {
        let service = FakeService { service, request, reply in
            let isCreate = request.isEqual(request.targetRange, "/api/checkout/sessions")
            reply.send(isCreate ? service.right(request) : HTTPResponse(status: 200, body: Array("{}".utf8)))
        }
        let outcome = try await outcome(of: Load(.shop, ending: .requests(500)), on: service)
        for operation in [Operation.read, .list, .expire] {
            let tally = try #require(outcome.tally[operation])
            #expect(tally.requests > 0)
            #expect(tally.errors == tally.requests)
        }
        #expect(outcome.tally[.create]?.errors == 0)
    }

    @Test func `a reply in chunks is malformed, and the connection is made again`() async throws {
        let number = Atomic<Int>(0)
        let service = FakeService { service, request, reply in
            let isTenth = number.wrappingAdd(1, ordering: .relaxed).oldValue == 10
            guard !isTenth else { return reply.stream(HTTPResponse(status: 201)).finish() }
            reply.send(service.right(request))
        }
        let outcome = try await outcome(of: Load(.create, ending: .requests(100)), on: service)
        #expect(outcome.tally[.create]?.faults == [.malformedReply: 1])
        #expect(outcome.tally[.create]?.latencies.count == 99)
    }

    @Test func `a connection that the service closes in good order is made again without an error`() async throws {
        let number = Atomic<Int>(0)
        let service = FakeService { service, request, reply in
            var response = service.right(request)
            response.closesConnection = number.wrappingAdd(1, ordering: .relaxed).oldValue % 5 == 0
            reply.send(response)
        }
        let outcome = try await outcome(of: Load(.create, ending: .requests(100)), on: service)
        #expect(outcome.tally.requests == 100)
        #expect(outcome.tally.errors == 0, "\(outcome.tally.examples)")
    }

    @Test(arguments: ["", "HTTP/1.1 201 Created\r\n", "HTTP/1.1 201 Created\r\nContent-Length: 9\r\n\r\nabc"])
    func `a connection that ends before the reply does costs its request`(reply: String) async throws {
        let server = try HangUpServer(reply: reply)
        let generator = try LoadGenerator(address: ServiceAddress(url: server.url), key: "sk_test_x", threads: 1)
        defer { _ = generator.stop() }
        try await generator.connect(2)
        let outcome = try await generator.run(Load(.create, ending: .requests(4)))
        #expect(outcome.tally[.create]?.faults == [.connectionLost: 4])
        #expect(outcome.tally.requests == 4)
    }

    @Test func `requests without a reply are errors, sent or not`() async throws {
        let held = Mutex<[HTTPReply]>([])
        let service = FakeService { _, _, reply in held.withLock { $0.append(reply) } }
        var load = Load(.list, pace: .open(rate: 1000), ending: .after(.milliseconds(100)))
        load.grace = .milliseconds(100)
        let open = try await outcome(of: load, on: service)
        #expect(open.tally[.list]?.faults == [.unanswered: 100])
        load.pace = .closed
        let closed = try await outcome(of: load, on: service)
        #expect(closed.tally[.list]?.faults == [.unanswered: 4])
    }
}
