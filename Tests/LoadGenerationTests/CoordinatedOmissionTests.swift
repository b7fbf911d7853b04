import HTTPServing
import Reactors
import Synchronization
import Testing

@testable import LoadGeneration

@Suite struct CoordinatedOmissionTests {
    /// Stands still once for 300 ms: whatever is asked meanwhile is answered at its end.
    private func stallingService() -> FakeService {
        let stallEnd = Mutex<MonotonicTime?>(nil)
        return FakeService { service, request, reply in
            let response = service.right(request)
            let reactor = reply.reactor
            let end = stallEnd.withLock { end in
                let known = end ?? reactor.now + .milliseconds(300)
                end = known
                return known
            }
            guard reactor.now < end else { return reply.send(response) }
            _ = reactor.schedule(at: end) { reply.send(response) }
        }
    }

    @Test func `an open loop shows a pause in all requests that were due in it`() async throws {
        let load = Load(.create, pace: .open(rate: 1000), ending: .after(.milliseconds(600)))
        let outcome = try await outcome(of: load, on: stallingService())
        #expect(outcome.tally.errors == 0, "\(outcome.tally.examples)")
        #expect(outcome.tally.requests == 600)
        // 300 of 600 were due in the pause, 200 of them more than 100 ms before its end; only four could be sent.
        #expect(outcome.tally.latencies.microseconds(atPercentile: 70) >= 100_000)
        #expect(outcome.tally.latencies.longestMicroseconds >= 290_000)
    }
}
