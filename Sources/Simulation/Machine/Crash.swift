/// How a machine ends.
enum Crash: Sendable, CustomStringConvertible {
    /// The power fails; the seed decides about what was not durable.
    case powerCut(seed: UInt64)

    /// The process ends, and the machine goes on.
    case kill

    var description: String {
        switch self {
        case .powerCut(let seed): "power cut by seed \(seed)"
        case .kill: "kill"
        }
    }
}
