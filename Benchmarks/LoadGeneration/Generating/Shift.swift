import Reactors

/// One worker's part of a load, and how far it has come.
final class Shift {
    /// Tells it from the shifts before it.
    let number: Int
    let scenario: Scenario
    let start: MonotonicTime

    /// From then on nothing begins.
    let end: MonotonicTime

    /// From then on no reply is waited for.
    let limit: MonotonicTime

    /// Requests that may still begin.
    var budget: Int

    /// The times requests begin at; nil for a closed loop.
    var schedule: OpenSchedule?

    /// Requests that wait for their reply.
    var underWay = 0

    /// The second under way, counted from 0.
    var second = 0

    /// What has ended in it.
    var tally = Tally()

    /// A worker's share of a load, which is as large as that of each of the others.
    init(_ load: Load, start: MonotonicTime, number: Int, worker: Int, of workers: Int) {
        self.number = number
        self.start = start
        scenario = load.scenario
        switch load.ending {
        case .after(let duration):
            end = start + duration
            limit = end + load.grace
            budget = .max
            if case .open(let rate) = load.pace {
                schedule = OpenSchedule(start: start, rate: rate, duration: duration, offset: worker, stride: workers)
            }
        case .requests(let count):
            end = .distantFuture
            limit = .distantFuture
            budget = (count - worker + workers - 1) / workers
        }
    }
}
