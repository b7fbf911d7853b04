import DequeModule
import Reactors

/// One reactor's connections, and its part of a load.
// Safe because everything that changes is touched on the reactor alone; other threads only carry the reference.
final class LoadWorker: @unchecked Sendable {
    let reactor: Reactor
    let address: ServiceAddress
    var requests: RequestSet
    private(set) var workload: Workload

    private var connections: [LoadConnection] = []
    private var idle: Deque<LoadConnection> = []
    private var standing = 0
    private var hasConnected = false
    private var failingSince: MonotonicTime?
    private var failure: LoadError?
    private let timer: Int32
    private var timerDeadline: MonotonicTime?
    private var shift: Shift?
    private var news: AsyncStream<WorkerNews>.Continuation?

    /// A worker that begins to work when its reactor is started and it is told to.
    init(reactor: Reactor, address: ServiceAddress, key: String, sessions: SessionPool, seed: UInt64) throws(LoadError)
    {
        self.reactor = reactor
        self.address = address
        requests = RequestSet(address: address, key: key, keyPrefix: RequestSet.randomKeyPrefix())
        workload = Workload(sessions: sessions, seed: seed)
        switch SystemCalls.makeTimer() {
        case .success(let descriptor): timer = descriptor
        case .failure(let failure): throw .system(failure.call, reason: failure.reason)
        }
    }

    deinit {
        SystemCalls.close(timer)
    }
}

/// What the generator asks, on the reactor.
extension LoadWorker {
    /// Opens connections and says when all stand.
    func connect(_ count: Int, _ news: AsyncStream<WorkerNews>.Continuation) {
        self.news = news
        reactor.add(self)
        do {
            try reactor.watch(timer, for: .readable, self)
        } catch {
            return fail(.system(error.call, reason: error.description))
        }
        connections = (0..<count).map { _ in LoadConnection(worker: self) }
        for connection in connections { connection.connect() }
    }

    /// Begins a shift.
    func begin(_ shift: Shift, _ news: AsyncStream<WorkerNews>.Continuation) {
        precondition(self.shift == nil, "one load is under way at a time")
        self.news = news
        if let failure { return tell(.failed(failure)) }
        self.shift = shift
        workload.scenario = shift.scenario
        requests.leavesNothing = shift.scenario == .soak
        scheduleSlice()
        scheduleEnd()
        work()
    }
}

/// What connections tell.
extension LoadWorker {
    func connected(_ connection: LoadConnection) {
        failingSince = nil
        standing += 1
        if standing == connections.count, !hasConnected {
            hasConnected = true
            tell(.connected)
        }
        release(connection)
    }

    func connectionFailed(_ connection: LoadConnection, _ failure: SystemFailure) {
        let since = failingSince ?? reactor.now
        failingSince = since
        let limit = since.advanced(byNanoseconds: Limits.unreachableNanoseconds)
        guard hasConnected, reactor.now < limit else {
            return fail(.unreachable(address.url, reason: failure.reason))
        }
        shift?.tally.recordConnectionFailure()
        shift?.tally.note(failure.description)
        connectSoon(connection)
    }

    /// A connection is gone, and the request that was under way with it.
    func lost(_ connection: LoadConnection, _ fault: Fault, wasAsking: Bool, _ reason: String) {
        standing -= 1
        if wasAsking {
            shift?.tally.record(connection.question.operation, fault)
            shift?.tally.note(reason)
            shift?.underWay -= 1
        } else {
            // A service may close a connection that rests; it has nothing to say on it.
            idle.removeAll { $0 === connection }
            if fault != .connectionLost {
                shift?.tally.recordConnectionFailure()
                shift?.tally.note(reason)
            }
        }
        connectSoon(connection)
        endIfDone()
    }

    /// A reply is whole.
    func answered(_ connection: LoadConnection, _ response: Response, _ body: UnsafeRawBufferPointer) {
        let now = MonotonicTime.current
        let operation = connection.question.operation
        switch workload.judge(response, body, to: connection.question) {
        case .right:
            shift?.tally.record(operation, nanoseconds: now.nanoseconds - connection.intended.nanoseconds)
        case .unexpectedStatus(let status):
            shift?.tally.record(operation, status: status)
            shift?.tally.note("\(operation.rawValue): \(status) \(LoadConnection.excerpt(body))")
        case .wrongContent:
            shift?.tally.record(operation, .wrongContent)
            shift?.tally.note("\(operation.rawValue): wrong content: \(LoadConnection.excerpt(body))")
        }
        shift?.underWay -= 1
        if connection.phase == .idle {
            release(connection)
        } else {
            standing -= 1
            connection.connect()
        }
        endIfDone()
    }
}

extension LoadWorker {
    private func connectSoon(_ connection: LoadConnection) {
        let soon = reactor.now.advanced(byNanoseconds: Limits.reconnectNanoseconds)
        _ = reactor.schedule(at: soon) { [self] in
            if failure == nil { connection.connect() }
        }
    }

    /// Gives a connection its next request, or lets it rest.
    private func release(_ connection: LoadConnection) {
        guard mayAskAtOnce else { return idle.append(connection) }
        ask(connection, intended: .current)
    }

    /// Whether a closed loop goes on.
    private var mayAskAtOnce: Bool {
        guard let shift, shift.schedule == nil else { return false }
        return shift.budget > 0 && MonotonicTime.current < shift.end
    }

    private func ask(_ connection: LoadConnection, intended: MonotonicTime) {
        shift?.budget -= 1
        shift?.underWay += 1
        connection.ask(workload.next(), intended: intended)
    }

    /// Begins what is due and can begin.
    private func work() {
        while mayAskAtOnce, let connection = idle.popFirst() { ask(connection, intended: .current) }
        while !idle.isEmpty, let due = shift?.schedule?.next, due <= .current, let connection = idle.popFirst() {
            shift?.schedule?.advance()
            ask(connection, intended: due)
        }
        setTimer()
    }

    /// Has the reactor look at the schedule again when the next request is due and a connection is there for it.
    private func setTimer() {
        var deadline = idle.isEmpty ? nil : shift?.schedule?.next
        if let due = deadline {
            deadline = max(due, MonotonicTime.current.advanced(byNanoseconds: Limits.tickNanoseconds))
        }
        guard deadline != timerDeadline else { return }
        timerDeadline = deadline
        SystemCalls.setTimer(timer, atNanoseconds: deadline?.nanoseconds)
    }

    private func scheduleSlice() {
        guard let shift else { return }
        let number = shift.number
        let end = shift.start.advanced(byNanoseconds: Int64(shift.second + 1) * 1_000_000_000)
        _ = reactor.schedule(at: end) { [self] in
            guard self.shift?.number == number else { return }
            tell(.slice(second: self.shift?.second ?? 0, self.shift?.tally ?? Tally()))
            self.shift?.tally = Tally()
            self.shift?.second += 1
            scheduleSlice()
        }
    }

    /// Looks at the end whether all is done, and gives up some time after it what is not.
    private func scheduleEnd() {
        guard let shift, shift.end < .distantFuture else { return }
        let number = shift.number
        _ = reactor.schedule(at: shift.end) { [self] in
            if self.shift?.number == number { endIfDone() }
        }
        _ = reactor.schedule(at: shift.limit) { [self] in
            if self.shift?.number == number { giveUp() }
        }
    }

    private func giveUp() {
        while shift?.schedule?.next != nil {
            shift?.schedule?.advance()
            shift?.tally.record(workload.next().operation, .unanswered)
        }
        for connection in connections where connection.phase == .asking { connection.giveUp() }
        endIfDone()
    }

    private func endIfDone() {
        guard let shift, shift.underWay == 0, shift.schedule?.next == nil, !mayAskAtOnce else { return }
        self.shift = nil
        let nanoseconds = MonotonicTime.current.nanoseconds - shift.start.nanoseconds
        tell(.ended(nanoseconds: nanoseconds, second: shift.second, shift.tally))
    }

    private func fail(_ error: LoadError) {
        guard failure == nil else { return }
        shift = nil
        failure = error
        tell(.failed(error))
    }

    private func tell(_ word: WorkerNews) {
        news?.yield(word)
    }
}

extension LoadWorker: TurnParticipant, ReadinessHandler {
    /// The timer has fired; the end of the turn looks at the schedule.
    func descriptor(_ descriptor: Int32, isReadyFor readiness: Readiness) {
        timerDeadline = nil
        SystemCalls.setTimer(timer, atNanoseconds: nil)
    }

    func turnIsEnding() {
        if shift?.schedule != nil { work() }
    }

    func turnHasEnded() -> Bool { false }

    func loopHasEnded() {
        for connection in connections { connection.close() }
        connections = []
        idle = []
    }
}
