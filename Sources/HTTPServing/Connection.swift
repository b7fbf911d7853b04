import Reactors

/// One client's connection, from its acceptance to its close; lives on one reactor.
///
/// It reads, lets the parser find requests, gives one at a time to the handler, queues the replies and sends what a
/// turn has produced in one piece. See `Connection+exchange`, `+receiving`, `+sending`, `+deadlines`.
// Safe because everything but the constants is touched on the worker's reactor alone; other threads only carry the
// reference.
final class Connection: ReadinessHandler, @unchecked Sendable {
    /// What the connection is about.
    enum Phase {
        /// Waits for a request, or reads one.
        case receiving

        /// The handler owes a reply.
        case exchanging

        /// The handler streams a reply.
        case streaming

        /// The last reply is queued; what comes in is thrown away.
        case finishing

        /// The last reply is sent and the client knows; what comes in is thrown away until it closes.
        case lingering
        case closed
    }

    /// What a read deadline is for.
    enum Waiting {
        case nothing
        case request
        case head
        case body
    }

    let worker: HTTPWorker
    let descriptor: Int32

    /// Refused for there are too many: counted apart.
    let isRefused: Bool

    /// The place among the worker's connections.
    var index = 0

    var phase = Phase.receiving

    // Safe because one thread comes here, parser and queue call nothing of the connection, and while a handler has the
    // request nothing is read into it. Checking that at each access would be a fiftieth of a request's instructions.
    @exclusivity(unchecked) var input = InputBuffer()
    @exclusivity(unchecked) var parser: RequestParser
    @exclusivity(unchecked) var request: HTTPRequest
    @exclusivity(unchecked) var output = OutputQueue()

    /// The number of the exchange a reply must name, so that a late one meets nothing.
    var exchange: UInt64 = 0

    /// What the handler keeps of the connection.
    var note: AnyObject?

    /// `handle` has not returned: the request must not be touched.
    var isHandling = false

    /// The handler was asked whether the body is wanted.
    var isAdmitted = false

    /// Whether the client was told to go on with its body.
    var hasContinued = false

    /// On the worker's list of those with something to send.
    var isDirty = false

    /// On the worker's list of those with input to look at.
    var isResumed = false

    /// The client will send no more.
    var hasInputEnded = false

    /// The kernel takes no more for now.
    var isBlocked = false

    var interest = Readiness.readable
    var discarded = 0

    var waiting = Waiting.nothing
    var readDeadline = MonotonicTime.distantFuture
    var writeDeadline = MonotonicTime.distantFuture
    var timer: TimerID?
    var timerDeadline = MonotonicTime.distantFuture

    var stream: StreamFlow?
    var isStreamChunked = false
    var isStreamSilent = false
    var closesStream = false
    var onWritable: (@Sendable () -> Void)?
    var task: Task<Void, Never>?
    var taskTimer: TimerID?

    var reactor: Reactor { worker.reactor }

    init(descriptor: Int32, peer: SocketAddress, worker: HTTPWorker, isRefused: Bool) {
        self.worker = worker
        self.descriptor = descriptor
        self.isRefused = isRefused
        parser = RequestParser(limits: worker.limits)
        request = HTTPRequest(peer: peer)
    }

    /// Begins to watch the socket; a refused connection gets its reply.
    func open() {
        do {
            try reactor.watch(descriptor, for: .readable, self)
        } catch {
            return close()
        }
        if isRefused {
            answer(worker.handler.response(to: .tooManyConnections))
        }
        settle()
    }

    func descriptor(_ descriptor: Int32, isReadyFor readiness: Readiness) {
        if readiness.has(anyOf: .readable) { receive() }
        if phase != .closed, readiness.has(anyOf: .broken) { close() }
        if phase != .closed, readiness.has(anyOf: .writable) { flush() }
    }

    /// Brings what is watched and timed in line with the state; after every event.
    func settle() {
        guard phase != .closed else { return }
        updateInterest()
        updateDeadline()
    }

    /// Closes at once: what was not sent is lost, the reply owed is not wanted any more.
    func close() {
        guard phase != .closed else { return }
        phase = .closed
        reactor.unwatch(descriptor, isClosing: true)
        SystemCalls.close(descriptor)
        if let timer { reactor.cancel(timer) }
        timer = nil
        endTask()
        endStream()
        output = OutputQueue()
        input = InputBuffer()
        worker.remove(self)
    }

    /// Closes so that the client sees a failure: a mere end could pass for the end of the body, and the kernel
    /// would go on holding what the client does not read.
    func cut() {
        guard phase != .closed else { return }
        SystemCalls.resetOnClose(descriptor)
        close()
    }

    private func updateInterest() {
        let wanted = Readiness(
            rawValue: (isBlocked ? Readiness.writable.rawValue : 0) | (wantsInput ? Readiness.readable.rawValue : 0)
        )
        guard wanted != interest else { return }
        interest = wanted
        do {
            try reactor.modify(descriptor, for: wanted)
        } catch {
            close()
        }
    }

    /// Reads on unless the client is ahead of us.
    private var wantsInput: Bool {
        if hasInputEnded { return false }
        switch phase {
        case .receiving: return !isHeldBack || input.count < worker.limits.heldInputBytes
        case .exchanging, .streaming: return input.count < worker.limits.heldInputBytes
        case .finishing, .lingering: return discarded < worker.limits.lingerBytes
        case .closed: return false
        }
    }

    /// So much waits to be sent that no further request is begun.
    var isHeldBack: Bool { output.count > worker.limits.heldOutputBytes }
}
