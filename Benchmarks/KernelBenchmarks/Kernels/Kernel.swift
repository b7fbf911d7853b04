/// A synchronous step of a request that can be repeated at will.
struct Kernel: Sendable {
    /// Its name on the command line, and that of its file of thresholds.
    let name: String

    /// What is repeated, in a few words.
    let summary: String

    /// How often it is repeated for the shorter of the two counted runs.
    let operations: Int

    /// Makes ready whatever is not to be measured, and returns what repeats the step so many times.
    ///
    /// What it makes ready is the same for any number, so that two runs differ by their repetitions alone.
    let prepare: @Sendable () throws -> (Int) -> Void

    init(
        _ name: String,
        _ summary: String,
        operations: Int,
        prepare: @escaping @Sendable () throws -> (Int) -> Void
    ) {
        self.name = name
        self.summary = summary
        self.operations = operations
        self.prepare = prepare
    }
}

extension Kernel {
    /// All kernels, in the order of a request's way; whole requests come last.
    static let all: [Kernel] = [
        .parseRequest, .authenticate, .readJSON, .decodeCreate, .claimKey,
        .renderSession, .decideExpiry, .writeRecord, .appendRecord, .applyCreate,
        .findSession, .findKey, .listPage, .writeHead,
        .createInEngine, .createRequest, .replayRequest, .readRequest, .listRequest,
        .createAndExpire, .createAndExpireTold,
    ]
}
