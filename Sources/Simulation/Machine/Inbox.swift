import Synchronization

/// What comes back from an engine; nothing any more once its machine has ended.
final class Inbox<Letter: Sendable>: Sendable {
    private let letters = Mutex<[Letter]>([])
    private let machine: SimulatedMachine

    init(_ machine: SimulatedMachine) {
        self.machine = machine
    }

    /// False if nobody is there to take it any more.
    @discardableResult
    func put(_ letter: Letter) -> Bool {
        guard !machine.hasEnded else { return false }
        letters.withLock { $0.append(letter) }
        return true
    }

    func take() -> [Letter] {
        letters.withLock { letters in
            defer { letters = [] }
            return letters
        }
    }

    /// Takes a few, in an order by seed.
    func takeSome(using random: inout SeededGenerator) -> [Letter] {
        letters.withLock { letters in
            guard !letters.isEmpty else { return [] }
            letters.shuffle(using: &random)
            let taken = letters.suffix(Int.random(in: 0...letters.count, using: &random))
            letters.removeLast(taken.count)
            return Array(taken)
        }
    }
}
