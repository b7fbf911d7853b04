/// Sessions that are known to be there, for reads and expires to choose from.
package struct SessionPool: Sendable {
    private var sessions: [SessionReference] = []
    private let capacity: Int

    /// An empty pool that keeps so many; when it is full, a new one takes the place of one at random.
    package init(capacity: Int) {
        precondition(capacity > 0, "a pool holds something")
        self.capacity = capacity
    }

    /// Sessions in it.
    package var count: Int { sessions.count }

    mutating func add(_ session: SessionReference, using random: inout SplitMix64) {
        guard sessions.count == capacity else { return sessions.append(session) }
        sessions[random.below(capacity)] = session
    }

    /// One at random, which stays.
    func one(using random: inout SplitMix64) -> SessionReference? {
        sessions.isEmpty ? nil : sessions[random.below(sessions.count)]
    }

    /// One at random, which goes: nobody else will be given it.
    mutating func take(using random: inout SplitMix64) -> SessionReference? {
        guard let last = sessions.last else { return nil }
        let index = random.below(sessions.count)
        let chosen = sessions[index]
        sessions[index] = last
        sessions.removeLast()
        return chosen
    }

    /// Splits the pool so that each of several has its part.
    func parts(_ count: Int) -> [SessionPool] {
        var parts = Array(repeating: SessionPool(capacity: max(1, capacity / count)), count: count)
        for (index, session) in sessions.enumerated() where parts[index % count].count < parts[index % count].capacity {
            parts[index % count].sessions.append(session)
        }
        return parts
    }

    /// Puts parts together again.
    init(parts: [SessionPool]) {
        capacity = max(1, parts.map(\.capacity).reduce(0, +))
        sessions = parts.flatMap(\.sessions)
    }
}
