/// One thing to do on the loop.
enum Mail {
    /// A part of a task, or of an actor whose executor is the reactor.
    case job(UnownedJob)

    /// A closure given to `Reactor.post`.
    case work(@Sendable () -> Void)
}
