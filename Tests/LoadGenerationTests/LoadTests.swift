import HTTPServing
import Synchronization
import Testing

@testable import LoadGeneration

@Suite struct LoadTests {
    @Test(arguments: Scenario.allCases)
    func `every scenario is served by a right service without an error`(scenario: Scenario) async throws {
        let outcome = try await outcome(of: Load(scenario, ending: .requests(500)), on: FakeService())
        #expect(outcome.tally.requests == 500)
        #expect(outcome.tally.errors == 0, "\(outcome.tally.examples)")
    }

    @Test func `a shop asks for everything, mostly for creates`() async throws {
        let outcome = try await outcome(of: Load(.shop, ending: .requests(2000)), on: FakeService())
        let shares = Operation.allCases.map { Double(outcome.tally[$0]?.requests ?? 0) / 2000 }
        #expect(abs(shares[Operation.create.place] - 0.7) < 0.05)
        #expect(abs(shares[Operation.read.place] - 0.2) < 0.05)
        #expect(abs(shares[Operation.list.place] - 0.05) < 0.03)
        #expect(abs(shares[Operation.expire.place] - 0.05) < 0.03)
        #expect(shares[Operation.replay.place] == 0)
    }

    @Test func `a tenth of creates with retries are replays`() async throws {
        let outcome = try await outcome(
            of: Load(.createRetries, ending: .requests(1000)),
            on: FakeService(),
            connections: 1
        )
        #expect(outcome.tally[.replay]?.requests == 100)
        #expect(outcome.tally[.create]?.requests == 900)
    }

    @Test(arguments: [1, 2, 3])
    func `several threads share the connections and the requests`(threads: Int) async throws {
        let outcome = try await outcome(
            of: Load(.create, ending: .requests(100)),
            on: FakeService(),
            connections: 7,
            threads: threads
        )
        #expect(outcome.tally.requests == 100)
        #expect(outcome.tally.errors == 0)
    }

    @Test(arguments: [1, 2])
    func `an open loop makes every request of its schedule, and its seconds add up`(threads: Int) async throws {
        var seconds: [Int] = []
        var requests = 0
        let load = Load(.shop, pace: .open(rate: 500), ending: .after(.milliseconds(1200)))
        let outcome = try await outcome(of: load, on: FakeService(), threads: threads) { slice in
            seconds.append(slice.second)
            requests += slice.tally.requests
        }
        #expect(outcome.tally.requests == 600)
        #expect(outcome.tally.errors == 0, "\(outcome.tally.examples)")
        #expect(requests == 600)
        #expect(seconds == Array(0..<seconds.count))
    }

    @Test func `a closed loop ends after its time`() async throws {
        let outcome = try await outcome(of: Load(.list, ending: .after(.milliseconds(100))), on: FakeService())
        #expect(outcome.seconds >= 0.1)
        #expect(outcome.tally.requests > 0)
        #expect(outcome.tally.errors == 0)
    }

    @Test func `a service that nobody runs cannot be loaded`() async throws {
        let generator = try LoadGenerator(
            address: ServiceAddress(url: "http://127.0.0.1:1"),
            key: "sk_test_x",
            threads: 1
        )
        defer { _ = generator.stop() }
        await #expect(throws: LoadError.unreachable("http://127.0.0.1:1", reason: "Connection refused")) {
            try await generator.connect(2)
        }
    }
}
