import Synchronization

/// Numbers in the order in which several threads have noted them.
final class Notes: Sendable {
    private let notes = Mutex<[Int]>([])

    var all: [Int] { notes.withLock { $0 } }

    func add(_ number: Int) { notes.withLock { $0.append(number) } }
}
