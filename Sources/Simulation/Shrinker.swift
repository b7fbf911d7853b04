/// Finds a short history that breaks a promise, by leaving out operations of a longer one that does.
package struct Shrinker {
    private let wiring: Wiring
    private var shortest: History
    private var runs: Int

    /// The shortest history that so many runs have found; it need not break the same promise as the whole one.
    package static func shrink(_ history: History, wiring: Wiring = Wiring(), runs: Int = 400) -> History {
        var shrinker = Shrinker(wiring: wiring, shortest: history, runs: runs)
        shrinker.shrink()
        return shrinker.shortest
    }

    /// Leaves out halves, then quarters, down to single operations, until none can be spared.
    private mutating func shrink() {
        cutEnd()
        var size = max(1, shortest.numbers.count / 2)
        while runs > 0 {
            let isShorter = leaveOut(size)
            if size > 1 {
                size /= 2
            } else if !isShorter {
                return
            }
        }
    }

    /// What comes behind the violation has no part in it.
    private mutating func cutEnd() {
        guard let last = SeededSimulation(shortest, wiring: wiring).run().lastOperation else { return }
        _ = take(shortest.numbers.filter { $0 <= last })
    }

    /// Tries without each so many operations that follow each other; true if some could be spared.
    private mutating func leaveOut(_ size: Int) -> Bool {
        var isShorter = false
        var start = 0
        while start < shortest.numbers.count, runs > 0 {
            let numbers = shortest.numbers
            let rest = numbers[..<start] + numbers[min(start + size, numbers.count)...]
            if take(Array(rest)) {
                isShorter = true
            } else {
                start += size
            }
        }
        return isShorter
    }

    /// Keeps a shorter history if it breaks a promise too.
    private mutating func take(_ numbers: [Int]) -> Bool {
        let candidate = shortest.keeping(Set(numbers))
        runs -= 1
        guard SeededSimulation(candidate, wiring: wiring).run().violation != nil else { return false }
        shortest = candidate
        return true
    }
}
