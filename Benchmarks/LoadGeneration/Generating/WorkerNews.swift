/// What a worker tells while it runs.
enum WorkerNews: Sendable {
    /// All its connections stand.
    case connected

    /// A second is over.
    case slice(second: Int, Tally)

    /// Every request has ended, so many nanoseconds after the start; with what belongs to the second under way.
    case ended(nanoseconds: Int64, second: Int, Tally)

    /// It gave up.
    case failed(LoadError)
}
