import Checkout
import Simulation
import Testing

@testable import CheckoutEngine

/// Clients that create and end sessions, with and without keys, and rename their merchant with them, each by its own
/// seed; runs until it is cancelled.
struct Workload: Sendable {
    let fixture: EngineFixture
    let ledger: Ledger
    let seed: UInt64

    /// Where the clients of one run stop by themselves, in acknowledgements, however slow what runs beside them is.
    static let limit = 4000

    /// Runs so many clients beside `body`, and cancels them when it returns.
    func run<Value: Sendable>(clients: Int, _ body: @Sendable () async throws -> Value) async throws -> Value {
        let enough = ledger.count + Self.limit
        return try await withThrowingTaskGroup { group in
            for client in 0..<clients {
                group.addTask { try await self.work(client, until: enough) }
            }
            defer { group.cancelAll() }
            return try await body()
        }
    }

    private func work(_ client: Int, until enough: Int) async throws {
        var random = SeededGenerator(seed: seed &* 1000 &+ UInt64(client))
        var open: [MadeSession] = []
        var number = 0
        while !Task.isCancelled, ledger.count < enough {
            number += 1
            let name = (Int(truncatingIfNeeded: seed) % 10_000 * 100 + client) * 100_000 + number
            if Int.random(in: 0..<8, using: &random) == 0 {
                try await rename(name, &random)
            }
            if open.isEmpty || Bool.random(using: &random) {
                if let session = try await create(name, isKeyed: Bool.random(using: &random), &random) {
                    open.append(session)
                }
            } else {
                let session = open.remove(at: Int.random(in: 0..<open.count, using: &random))
                try await end(session, name, isKeyed: Int.random(in: 0..<4, using: &random) > 0, &random)
            }
        }
    }

    private func create(_ name: Int, isKeyed: Bool, _ random: inout SeededGenerator) async throws -> MadeSession? {
        let newSession = Sample.newSession(reference: "order-\(name)", lifetime: 86_400)
        ledger.note { $0.references.insert("order-\(name)") }
        let claim = isKeyed ? Sample.claim(name, stripe: Int.random(in: 0..<1024, using: &random)) : nil
        let outcome = await fixture.create(newSession, claim)
        guard case .done(let body) = outcome else {
            try expectUnavailable(outcome)
            return nil
        }
        let session = try MadeSession(body)
        ledger.note { entries in
            entries.sessions[session.id] = body
            entries.acknowledged.insert("order-\(name)")
            if let claim {
                entries.creates[Int(claim.identity)] = .replayed(status: 201, body: body)
            }
            entries.count += 1
        }
        return session
    }

    private func end(
        _ session: MadeSession,
        _ name: Int,
        isKeyed: Bool,
        _ random: inout SeededGenerator
    ) async throws {
        ledger.note { $0.changing.insert(session.id) }
        let claim = isKeyed ? Sample.claim(name, stripe: Int.random(in: 0..<1024, using: &random)) : nil
        let outcome = await fixture.change(session.id, Bool.random(using: &random) ? .expire : .cancel, claim)
        guard case .done(let body) = outcome else {
            return try expectUnavailable(outcome)
        }
        ledger.note { entries in
            entries.sessions[session.id] = body
            entries.changing.remove(session.id)
            if let claim {
                entries.changes[Int(claim.identity)] = (session.id, .replayed(status: 200, body: body))
            }
            entries.count += 1
        }
    }

    private func rename(_ name: Int, _ random: inout SeededGenerator) async throws {
        let claim = Sample.claim(name + 50_000, stripe: Int.random(in: 0..<1024, using: &random))
        let outcome = await fixture.rename("Shop \(name)", claim, showsSecret: Bool.random(using: &random))
        guard case .done = outcome else {
            return try expectUnavailable(outcome)
        }
    }

    private func expectUnavailable(_ outcome: Outcome) throws {
        guard case .unavailable(.overloaded) = outcome else {
            struct Unexpected: Error { let outcome: Outcome }
            throw Unexpected(outcome: outcome)
        }
    }
}
