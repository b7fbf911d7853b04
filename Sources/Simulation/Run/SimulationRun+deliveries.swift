import Checkout
import CheckoutEngine

/// What merchants' servers do with what they are told.
extension SimulationRun {
    /// Takes some of the events that have come; a few are never answered, as by a server that hangs.
    func receiveEvents() throws {
        for event in server.receiver.inbox.takeSome(using: &machine.random) {
            trace.note("    event \(event.id.text)")
            try events.receive(event)
            switch Int.random(in: 0..<8, using: &machine.random) {
            case 0: break
            case 1, 2: report(500, of: event)
            case _: report(200, of: event)
            }
        }
    }

    /// Compares what merchants are told with the sessions that there are.
    func checkEvents() throws {
        for merchant in directory.served {
            // What is acknowledged while the engine is asked may not be in its answer.
            let known = events
            listedEvents = nil
            server.call("events") { engine in
                let sessions = await engine.allSessions(of: merchant)
                return .events(sessions, try await Self.allEvents(of: merchant, engine))
            }
            try settle()
            if let (sessions, listed) = listedEvents { try known.check(sessions, listed) }
        }
    }

    private func report(_ status: UInt16, of event: StoredEvent) {
        let attempt = DeliveryAttempt(
            startedAt: server.engine.clock.now(),
            durationMilliseconds: 1,
            status: status,
            problem: nil,
            response: ""
        )
        let id = event.id
        server.report(.attempted(attempt, retryAfterSeconds: nil), of: id, as: .eventIsReported(id, attempt.isSuccess))
    }

    private static func allEvents(of merchant: MerchantID, _ engine: Engine) async throws -> [StoredEvent] {
        var events: [StoredEvent] = []
        var before: UInt64?
        repeat {
            let query = EventQuery(
                merchant: merchant,
                keyMode: .test,
                before: before,
                limit: 50,
                filters: EventQuery.Filters()
            )
            let page = try await withCheckedContinuation { continuation in
                engine.listEvents(query) { continuation.resume(returning: $0) }
            }
            .get()
            events += page.elements
            before = page.next
        } while before != nil
        return events
    }
}
