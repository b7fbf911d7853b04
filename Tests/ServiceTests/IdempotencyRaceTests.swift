import TestTools
import Testing

/// Many callers with one key at the same time.
struct IdempotencyRaceTests {
    private static let callers = 40

    @Test func `however many callers race, one session is made and all are told the same`() async throws {
        try await withService { service in
            let replies = try await Self.race { _ in try await service.create(idempotencyKey: "k") }
            #expect(replies.allSatisfy { $0.status == 201 })
            #expect(Set(replies.map(\.text)).count == 1)
            #expect(replies.count { $0.field("idempotent-replayed") == nil } == 1)
            #expect(Set(replies.map { $0.field("request-id") }).count == Self.callers)
            #expect(try await service.list().ids.count == 1)
        }
    }

    @Test func `racing bodies: one wins, its like are replayed, the others conflict`() async throws {
        try await withService { service in
            let replies = try await Self.race { index in
                try await service.create(
                    index.isMultiple(of: 2) ? Sample.payment : Sample.donation,
                    idempotencyKey: "k"
                )
            }
            let made = replies.filter { $0.status == 201 }
            #expect(made.count == Self.callers / 2)
            #expect(Set(made.map(\.text)).count == 1)
            #expect(made.count { $0.field("idempotent-replayed") == nil } == 1)
            #expect(replies.count { $0.verdict == "409 idempotency_key_reused" } == Self.callers / 2)
            #expect(try await service.list().ids.count == 1)
        }
    }

    @Test(arguments: ["expire", "cancel"])
    func `racing changes with one key are one change`(verb: String) async throws {
        try await withService { service in
            let ids = try await service.makeSessions(8)
            for id in ids {
                let replies = try await Self.race { _ in
                    try await service.change(id, verb, idempotencyKey: "k-\(id)")
                }
                #expect(replies.allSatisfy { $0.status == 200 })
                #expect(Set(replies.map(\.text)).count == 1)
                #expect(replies.count { $0.field("idempotent-replayed") == nil } == 1)
            }
        }
    }

    @Test func `racing expire and cancel without a key: one ends the session, all others are refused`() async throws {
        try await withService { service in
            let id = try await service.makeSession()
            let replies = try await Self.race { index in
                try await service.change(id, index.isMultiple(of: 2) ? "expire" : "cancel")
            }
            let winner = try #require(replies.first { $0.status == 200 })
            #expect(replies.count { $0.verdict == "400 session_not_open" } == Self.callers - 1)
            #expect(try await service.read(id).text == winner.text)
        }
    }

    private static func race(
        _ call: @escaping @Sendable (Int) async throws -> SocketResponse
    ) async throws -> [SocketResponse] {
        try await withThrowingTaskGroup(of: SocketResponse.self) { group in
            for index in 0..<callers {
                group.addTask { try await call(index) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
