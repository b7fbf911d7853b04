/// A line of the sandbox's log, for tests and for whoever wonders what a client did.
struct LoggedEvent: Sendable {
    /// In milliseconds since 1970.
    let at: Int64

    /// A kind of call, or what happened without one: `settled`, `decided`, `fault`.
    let event: String

    let wallet: String?

    /// A status, a name, a reason.
    let detail: String
}
