import Synchronization

/// Statuses that several threads add up.
final class Statuses: Sendable {
    private let statuses = Mutex<[Int]>([])

    var count: Int { statuses.withLock(\.count) }

    var sorted: [Int] { statuses.withLock { $0.sorted() } }

    func add(_ status: Int) {
        statuses.withLock { $0.append(status) }
    }
}
