import Reactors
import Synchronization

/// The connections of one reactor, and what they share: limits, handler, counters, a buffer to read into, the Date.
// Safe because `counters` is made of atomics and everything else that changes is touched on the reactor alone.
final class HTTPWorker: TurnParticipant, @unchecked Sendable {
    let reactor: Reactor
    let handler: any HTTPHandler
    let limits: HTTPLimits
    let times: HTTPTimes
    let counters = HTTPCounters()

    /// Where all connections read into; what was read is taken out at once.
    let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: Limits.readBytes, alignment: 16)

    /// Connections are told to go: each reply is its connection's last.
    private(set) var isDraining = false

    private var connections: [Connection] = []

    // Safe because one thread comes here, and nobody is called while one of these is being changed.
    @exclusivity(unchecked) private var dateLine = DateLine()
    @exclusivity(unchecked) private var dirty: [Connection] = []
    @exclusivity(unchecked) private var resumed: [Connection] = []
    @exclusivity(unchecked) private var spare: [Connection] = []
    private var drainTimer: TimerID?
    private var drainWaiter: (@Sendable (HTTPDrainReport) -> Void)?

    init(reactor: Reactor, handler: any HTTPHandler, limits: HTTPLimits) {
        self.reactor = reactor
        self.handler = handler
        self.limits = limits
        times = HTTPTimes(limits)
    }

    deinit {
        scratch.deallocate()
    }

    /// The Date line of this second.
    var date: DateLine {
        dateLine.refresh(at: reactor.now)
        return dateLine
    }

    /// Takes over a socket the acceptor has counted.
    func adopt(_ descriptor: Int32, peer: SocketAddress, isRefused: Bool) {
        let connection = Connection(descriptor: descriptor, peer: peer, worker: self, isRefused: isRefused)
        connection.index = connections.count
        connections.append(connection)
        connection.wait(for: .request)
        connection.open()
        if isDraining { drain(connection) }
    }

    /// Forgets a connection that is closed.
    func remove(_ connection: Connection) {
        let last = connections.removeLast()
        if last !== connection {
            connections[connection.index] = last
            last.index = connection.index
        }
        if connection.isRefused {
            counters.refusing.subtract(1, ordering: .relaxed)
        } else {
            counters.open.subtract(1, ordering: .relaxed)
        }
        reportDrained()
    }

    /// Puts a connection on the list of those that send at the end of the turn.
    func markDirty(_ connection: Connection) {
        guard !connection.isDirty, !connection.isBlocked else { return }
        connection.isDirty = true
        dirty.append(connection)
    }

    /// Puts a connection on the list of those whose input is looked at next.
    func resume(_ connection: Connection) {
        guard !connection.isResumed else { return }
        connection.isResumed = true
        resumed.append(connection)
    }
}

extension HTTPWorker {
    func turnIsEnding() {
        if !resumed.isEmpty {
            swap(&resumed, &spare)
            for connection in spare {
                connection.isResumed = false
                connection.process()
                connection.settle()
            }
            spare.removeAll(keepingCapacity: true)
        }
        flush()
    }

    func turnHasEnded() -> Bool {
        flush()
        return !resumed.isEmpty || !dirty.isEmpty
    }

    func loopHasEnded() {
        while let connection = connections.last { connection.close() }
        dirty = []
        resumed = []
    }

    private func flush() {
        guard !dirty.isEmpty else { return }
        swap(&dirty, &spare)
        for connection in spare { connection.flush() }
        spare.removeAll(keepingCapacity: true)
    }
}

extension HTTPWorker {
    /// Lets exchanges end and closes everything else; reports when nothing is left, or at the deadline.
    func drain(until deadline: MonotonicTime, _ report: @escaping @Sendable (HTTPDrainReport) -> Void) {
        isDraining = true
        drainWaiter = report
        for connection in connections { drain(connection) }
        drainTimer = reactor.schedule(at: deadline) { [self] in cut() }
        reportDrained()
    }

    /// Closes a connection on which nothing is under way, after a last look for a request that has just arrived.
    private func drain(_ connection: Connection) {
        guard connection.isIdle else { return }
        connection.receive()
        if connection.isIdle { connection.close() }
    }

    private func cut() {
        drainTimer = nil
        var report = HTTPDrainReport()
        for connection in connections {
            guard connection.owesReply else {
                connection.close()
                continue
            }
            report.cutExchanges += 1
            connection.cut()
        }
        let waiter = drainWaiter
        drainWaiter = nil
        waiter?(report)
    }

    private func reportDrained() {
        guard isDraining, connections.isEmpty, let waiter = drainWaiter, let timer = drainTimer else { return }
        drainWaiter = nil
        drainTimer = nil
        reactor.cancel(timer)
        waiter(HTTPDrainReport())
    }
}

extension Connection {
    /// Nothing was received, nothing is owed, nothing waits to be sent.
    fileprivate var isIdle: Bool { phase == .receiving && waiting == .request && output.isEmpty }

    /// A request is under way or its reply has not left.
    fileprivate var owesReply: Bool {
        switch phase {
        case .exchanging, .streaming, .finishing: true
        case .receiving: !isIdle
        case .lingering, .closed: false
        }
    }
}
