/// When no more requests begin.
package enum Ending: Equatable, Sendable {
    /// After a time.
    case after(Duration)

    /// After so many requests; for a closed loop only.
    case requests(Int)
}
