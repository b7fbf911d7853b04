import Checkout
import CheckoutEngine

/// Lists: each session of a walk's beginning exactly once, newest first.
extension ReferenceModel {
    /// Begins a walk.
    mutating func beginWalk(
        _ number: Int,
        of merchant: MerchantID,
        _ keyMode: KeyMode,
        limit: Int,
        status: SessionStatus?
    ) {
        let known = sessions.values.filter { $0.merchant == merchant && $0.keyMode == keyMode && $0.goneAt == nil }
        walks[number] = Walk(
            merchant: merchant,
            keyMode: keyMode,
            limit: limit,
            status: status,
            expected: Set(known.map(\.id))
        )
    }

    /// Takes a page of a walk.
    mutating func receive(_ result: Result<Page<StoredSession>, Unavailability>, to request: Request) throws {
        guard case .page(let number) = request.kind, var walk = walks[number] else {
            throw Violation("request \(request.number) asked for no page")
        }
        guard case .success(let page) = result else {
            walks[number] = nil
            return
        }
        guard page.elements.count <= walk.limit else { throw Violation("a page is longer than asked for") }
        for session in page.elements {
            let body = session.rendering()
            guard try learn(body, from: request) == session.id else {
                throw Violation("\(session.id.text) has another session's body")
            }
            guard session.firstSequence < walk.lastSequence else {
                throw Violation("\(session.id.text) stands in the wrong place of a list, or twice")
            }
            walk.lastSequence = session.firstSequence
            walk.shown.insert(session.id)
            if let status = walk.status, sessions[session.id]?.status(shownBy: body) != status {
                throw Violation("a list of what is \(status) shows \(text(body))")
            }
        }
        walk.next = page.next
        walk.isFinished = page.next == nil
        walks[number] = walk
        if walk.isFinished { try check(walk, at: request.time.upperBound) }
    }

    private func check(_ walk: Walk, at seconds: Int64) throws {
        for id in walk.expected where !walk.shown.contains(id) && walk.status == nil {
            guard let session = sessions[id], session.mayBeGone(by: seconds, keptSeconds: keptSeconds) else {
                throw Violation("\(id.text) is missing in a list")
            }
        }
    }
}
