import Checkout
import CheckoutEngine

/// What merchants see counted, beside what they have seen themselves.
extension SimulationRun {
    /// Asks for everybody's counts; called behind a walk through all lists, with nothing under way.
    func checkOverviews() throws {
        let merchants = directory.served
        shownOverviews = nil
        server.call("overviews") { engine in
            var overviews: [Overview] = []
            for merchant in merchants {
                for keyMode in KeyMode.allCases {
                    overviews.append(
                        await withCheckedContinuation { continuation in
                            engine.overview(of: merchant, keyMode) { continuation.resume(returning: $0) }
                        }
                    )
                }
            }
            return .overviews(overviews)
        }
        try settle()
        if let shownOverviews { try check(shownOverviews) }
    }

    /// Every session that was made and has not ended is in a list, and every one that was ever shown is counted.
    private func check(_ overviews: [Overview]) throws {
        let totals = overviews.map { $0.total(ofLast: Limits.overviewDays) }
        let created = totals.reduce(0) { $0 + $1.created }
        let known = model.sessions.values.count { $0.deadline > seconds - Self.knownDays * 86_400 }
        guard created >= known else {
            throw Violation("\(created) sessions are counted as made, \(known) were shown")
        }
        // A session that was made before the first day may have ended in it.
        let isWhole = overviews.allSatisfy { overview in
            overview.days.prefix(2).allSatisfy { $0.created + $0.completed + $0.expired + $0.canceled == 0 }
        }
        let open = created - totals.reduce(0) { $0 + $1.completed + $1.expired + $1.canceled }
        let shown = model.counts(of: lastWalks)
        let listed = SessionStatus.allCases.filter { !$0.isFinal }.reduce(0) { $0 + shown[$1] }
        guard !isWhole || open == listed else {
            throw Violation("\(open) sessions are counted as open, \(listed) are listed")
        }
    }

    /// Days of a session's end whose beginning no overview has lost yet.
    private static let knownDays: Int64 = 27
}
