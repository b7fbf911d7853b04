/// Whole requests, from the bytes in the socket to those of the reply, sixteen a turn.
extension Kernel {
    /// Makes a session under a fresh idempotency key.
    static let createRequest = Kernel("create-request", "POST of a session under a fresh key", operations: 1600) {
        try RequestDriver.repeating(SampleRequests.create(key: "order-\(SampleRequests.number)"))
    }

    /// Repeats a request that was done before.
    static let replayRequest = Kernel("replay-request", "the same POST under its old key", operations: 1600) {
        try RequestDriver.repeating(SampleRequests.create(key: "order-1"))
    }

    /// Reads a session.
    static let readRequest = Kernel("read-request", "GET of one session", operations: 1600) {
        try RequestDriver.repeating(SampleRequests.read)
    }

    /// Lists sessions.
    static let listRequest = Kernel("list-request", "GET of a page of 10 sessions", operations: 1600) {
        try RequestDriver.repeating(SampleRequests.list)
    }

    /// Makes a session and ends it, for a merchant without a destination for events.
    static let createAndExpire = Kernel("create-and-expire", "a create and an expire of it", operations: 800) {
        try RequestDriver.repeating(
            SampleRequests.create(key: "order-\(SampleRequests.number)"),
            second: SampleRequests.expire
        )
    }

    /// The same for a merchant who is told of it; the sending itself, another thread's, left out.
    static let createAndExpireTold = Kernel(
        "create-and-expire-told",
        "the same with webhooks set",
        operations: 800
    ) {
        try RequestDriver.repeating(
            SampleRequests.create(key: "order-\(SampleRequests.number)"),
            second: SampleRequests.expire,
            isTold: true
        )
    }
}
