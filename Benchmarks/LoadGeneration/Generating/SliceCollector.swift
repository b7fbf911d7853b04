/// Puts what the workers tell together by seconds.
struct SliceCollector {
    private let workers: Int
    private var ended = 0
    private var nextSecond = 0
    private var tallies: [Int: (Tally, workers: Int)] = [:]
    private(set) var outcome = LoadOutcome(seconds: 0, tally: Tally())

    init(workers: Int) {
        self.workers = workers
    }

    /// Every worker has ended.
    var isComplete: Bool { ended == workers }

    /// Takes a worker's word; gives the seconds that are complete by it.
    mutating func take(_ word: WorkerNews) throws(LoadError) -> [Slice] {
        switch word {
        case .connected: break
        case .slice(let second, let tally): add(tally, to: second)
        case .ended(let nanoseconds, let second, let tally):
            ended += 1
            outcome.seconds = max(outcome.seconds, Double(nanoseconds) / 1_000_000_000)
            add(tally, to: second)
        case .failed(let error): throw error
        }
        return completeSlices()
    }

    private mutating func add(_ tally: Tally, to second: Int) {
        tallies[second, default: (Tally(), 0)].0.add(tally)
        tallies[second]?.workers += 1
        outcome.tally.add(tally)
    }

    /// A worker that has ended says nothing of later seconds.
    private mutating func completeSlices() -> [Slice] {
        var slices: [Slice] = []
        while let (tally, told) = tallies[nextSecond], isComplete || told == workers {
            let seconds = isComplete ? min(1, outcome.seconds - Double(nextSecond)) : 1
            slices.append(Slice(second: nextSecond, seconds: seconds, tally: tally))
            tallies[nextSecond] = nil
            nextSecond += 1
        }
        return slices
    }
}
