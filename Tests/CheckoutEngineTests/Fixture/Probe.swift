import Checkout
import Synchronization

@testable import CheckoutEngine

/// Asks without waiting, and notes what is answered by when.
final class Probe: Sendable {
    private let answers = Mutex<[String: Outcome]>([:])
    private let asked = Mutex<Set<String>>([])
    private let fixture: EngineFixture

    init(_ fixture: EngineFixture) {
        self.fixture = fixture
    }

    var outcomes: [String: Outcome] { answers.withLock { $0 } }

    /// Returns when everything that was asked is answered.
    func answered() async -> [String: Outcome] {
        while outcomes.count < asked.withLock({ $0.count }) { await Task.yield() }
        return outcomes
    }

    func create(_ name: String, _ claim: IdempotencyClaim? = nil, _ newSession: NewSession = Sample.newSession()) {
        let request = CreateSession(
            merchant: Sample.merchant,
            keyMode: .test,
            claim: claim,
            newSession: newSession
        )
        fixture.engine.submit(request, then: note(name))
    }

    func change(_ name: String, _ session: SessionID, _ command: SessionCommand, _ claim: IdempotencyClaim? = nil) {
        let request = ChangeSession(
            merchant: Sample.merchant,
            keyMode: .test,
            claim: claim,
            session: session,
            command: command
        )
        fixture.engine.submit(request, then: note(name))
    }

    func rename(_ name: String, to other: String, _ claim: IdempotencyClaim) {
        fixture.engine.submit(EngineFixture.renaming(other, claim), then: note(name))
    }

    func read(_ name: String, _ session: SessionID) {
        fixture.engine.read(session, merchant: Sample.merchant, keyMode: .test, then: note(name))
    }

    func list(_ name: String) {
        let query = SessionQuery(
            merchant: Sample.merchant,
            keyMode: .test,
            before: nil,
            limit: 100,
            filters: SessionQuery.Filters()
        )
        let note = note(name)
        fixture.engine.list(query) { result in
            switch result {
            case .success(let page): note(.done(Self.text(of: page)))
            case .failure(let reason): note(.unavailable(reason))
            }
        }
    }

    /// A page as one array of JSON objects.
    static func text(of page: Page<StoredSession>) -> [UInt8] {
        Array("[".utf8) + page.elements.map { $0.rendering() }.joined(separator: ",\n".utf8) + Array("]".utf8)
    }

    private func note(_ name: String) -> @Sendable (Outcome) -> Void {
        let isNew = asked.withLock { $0.insert(name).inserted }
        precondition(isNew, "each question has its own name")
        return { outcome in self.answers.withLock { $0[name] = outcome } }
    }
}
