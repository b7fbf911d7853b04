import CLinux
import Glibc
import Synchronization

/// One thread with its epoll: sockets, a mailbox, timers, and an executor for actors.
///
/// A turn waits for events, serves the ready descriptors, empties the mailbox (jobs of actors and closures from
/// other threads) in one piece, fires the timers due, and ends (see `TurnParticipant` and `onTurnEnd`). Nothing in
/// a turn may block but `onTurnEnd`. Descriptors are reported as long as they are ready, not on the edge.
///
/// An actor that returns `asUnownedSerialExecutor()` from its `unownedExecutor` runs here, and code on the loop
/// enters it with `assumeIsolated` instead of a hop. A task that prefers this executor stays here where it is isolated
/// to nothing, as behind a continuation, instead of passing through the runtime's threads.
// Safe because everything that changes is touched on the loop's thread alone (or before it starts), stands behind the
// mailbox's or the life's lock, or is atomic.
package final class Reactor: SerialExecutor, TaskExecutor, @unchecked Sendable {
    /// What the thread is called; the kernel keeps 15 bytes of it.
    package let name: String

    /// The clock as read at the beginning of this turn; on the loop only.
    package internal(set) var now = MonotonicTime.current

    /// Called at the end of each turn; `true` asks for another turn at once, without waiting for events.
    ///
    /// Set before the start, or on the loop. This is the place for what serves a whole turn at once, such as one
    /// sync of a log for all records of the turn; it is the only code on the loop that may block.
    package var onTurnEnd: () -> Bool = { false }

    /// Whether there is a thread to join.
    private enum Life {
        case new
        case running(pthread_t)
        case stopped
    }

    /// Whose thread the loop is on; 0 while it is on none.
    let thread = Atomic<UInt>(0)

    let mailbox = Mailbox()
    private(set) var timers = TimerQueue()
    private(set) var wantsTurn = false

    private let standing: ThreadStanding
    private let life = Mutex(Life.new)
    private let poll: Int32
    private let bell: Int32
    private let events: UnsafeMutableBufferPointer<epoll_event>
    private var watches = WatchTable()
    private var participants: [any TurnParticipant] = []
    private var letters: [Mail] = []
    private var isStopping = false

    /// Opens an epoll and an eventfd, which a program does while it starts: that they can be had is a precondition.
    package init(name: String, standing: ThreadStanding = .ordinary) {
        self.name = name
        self.standing = standing
        do {
            poll = try SystemCalls.makePoll()
            bell = try SystemCalls.makeBell()
            try SystemCalls.add(bell, for: [.readable, .onEdge], tag: .max, to: poll)
        } catch {
            preconditionFailure("a reactor gets its descriptors: \(error)")
        }
        events = .allocate(capacity: Limits.eventsPerTurn)
    }

    deinit {
        events.deallocate()
        SystemCalls.close(bell)
        SystemCalls.close(poll)
    }
}

extension Reactor {
    /// Starts the thread; once in a reactor's life.
    package func start() {
        life.withLock { life in
            guard case .new = life else { preconditionFailure("a reactor is started once") }
            // No thread has this number: from now on, and until the loop has said who it is, nobody is on it.
            thread.store(.max, ordering: .relaxed)
            do {
                life = .running(try SystemCalls.startThread(ThreadBody { [self] in run() }))
            } catch {
                preconditionFailure("a reactor gets its thread: \(error)")
            }
        }
    }

    /// Ends the loop after the turn it is in, empties the mailbox a last time, and waits for the thread.
    ///
    /// From another thread only. Jobs and closures that arrive later never run. A reactor that was not started does the
    /// same on the caller's thread; one that was stopped before is left as it is.
    package func stop() {
        precondition(!isCurrent, "a reactor is stopped from another thread")
        let before = life.withLock { life in
            defer { life = .stopped }
            return life
        }
        switch before {
        case .new: onCallersThread { finish() }
        case .running(let thread):
            post { [self] in isStopping = true }
            SystemCalls.join(thread)
        case .stopped: break
        }
    }

    /// Whether the caller runs on this reactor's thread.
    package var isCurrent: Bool { thread.load(ordering: .relaxed) == SystemCalls.currentThread }

    /// Runs a closure on the loop, in this turn or the next; from any thread, in order of arrival.
    package func post(_ work: @escaping @Sendable () -> Void) {
        deliver(.work(work))
    }

    /// Fires once at a deadline, at most a millisecond or one turn later; on the loop only.
    package func schedule(at deadline: MonotonicTime, _ work: @escaping () -> Void) -> TimerID {
        checkLoop()
        return timers.schedule(at: deadline, work)
    }

    /// Takes a timer back; one that has fired or was cancelled is left alone; on the loop only.
    package func cancel(_ timer: TimerID) {
        checkLoop()
        timers.cancel(timer)
    }

    /// Adds a participant to the ends of all turns, behind those that are there; on the loop, or before it starts.
    package func add(_ participant: any TurnParticipant) {
        checkLoop()
        participants.append(participant)
    }
}

extension Reactor {
    /// Reports what a descriptor is ready for until `unwatch`; on the loop only.
    ///
    /// The handler is held strongly. The descriptor must not be watched already.
    package func watch(
        _ descriptor: Int32,
        for interest: Readiness,
        _ handler: any ReadinessHandler
    ) throws(SystemCallError) {
        checkLoop()
        let tag = watches.insert(handler, for: descriptor)
        do throws(SystemCallError) {
            try SystemCalls.add(descriptor, for: interest, tag: tag, to: poll)
        } catch {
            _ = watches.remove(descriptor)
            throw error
        }
    }

    /// Changes what a watched descriptor is reported for; on the loop only.
    package func modify(_ descriptor: Int32, for interest: Readiness) throws(SystemCallError) {
        checkLoop()
        precondition(watches.isWatched(descriptor), "the descriptor is watched")
        try SystemCalls.modify(descriptor, for: interest, tag: watches.tag(of: descriptor), in: poll)
    }

    /// Ends the reports, also those of this turn that were not made yet; on the loop only.
    ///
    /// A caller who closes the descriptor next (and has no duplicate of it) says so and saves a system call.
    package func unwatch(_ descriptor: Int32, isClosing: Bool = false) {
        checkLoop()
        guard watches.remove(descriptor), !isClosing else { return }
        SystemCalls.remove(descriptor, from: poll)
    }
}

extension Reactor {
    /// Takes a job of an actor or task whose executor this is; called by the runtime, from any thread.
    package func enqueue(_ job: consuming ExecutorJob) {
        deliver(.job(UnownedJob(job)))
    }

    /// The reference actors return from `unownedExecutor`; it keeps nothing alive, so the actor holds its reactor.
    package func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }

    /// Tells the runtime whether code that is no task runs on the loop, which is what lets `assumeIsolated` in.
    package func isIsolatingCurrentContext() -> Bool? { isCurrent }

    /// Ends the process when called elsewhere than on the loop.
    package func checkIsolated() {
        precondition(isCurrent, "the caller runs on the reactor \(name)")
    }
}

extension Reactor {
    private func deliver(_ mail: Mail) {
        if mailbox.put(mail) { SystemCalls.ring(bell) }
    }

    /// On the loop, or before there is one.
    private func checkLoop() {
        let owner = thread.load(ordering: .relaxed)
        precondition(owner == SystemCalls.currentThread || owner == 0, "the caller runs on the reactor")
    }

    private func run() {
        thread.store(SystemCalls.currentThread, ordering: .relaxed)
        SystemCalls.nameThread(name)
        SystemCalls.stand(standing)
        while !isStopping { turn() }
        finish()
        thread.store(0, ordering: .relaxed)
    }

    private func turn() {
        let count = SystemCalls.wait(poll, into: events, milliseconds: waitMilliseconds())
        now = .current
        for index in 0..<count { serve(events[index]) }
        endTurn()
    }

    /// Everything of a turn but the descriptors.
    func endTurn() {
        drainMailbox()
        fireTimers()
        for participant in participants { participant.turnIsEnding() }
        wantsTurn = onTurnEnd()
        for participant in participants where participant.turnHasEnded() { wantsTurn = true }
    }

    /// How long to wait for events: not at all when there is something to do.
    private func waitMilliseconds() -> Int32 {
        if wantsTurn { return 0 }
        var wait = Limits.waitMilliseconds
        if let deadline = timers.nextDeadline {
            let left = deadline.nanoseconds.subtractingReportingOverflow(MonotonicTime.current.nanoseconds)
            if left.partialValue <= 0 { return 0 }
            // Rounded up, since waking a little too early would only mean waking twice.
            wait = min(wait, (left.partialValue - 1) / 1_000_000 + 1)
        }
        return mailbox.fallAsleep() ? Int32(wait) : 0
    }

    private func serve(_ event: epoll_event) {
        guard let handler = watches.handler(for: event.data.u64) else { return }
        let descriptor = Int32(truncatingIfNeeded: event.data.u64)
        handler.descriptor(descriptor, isReadyFor: Readiness(rawValue: event.events))
    }

    private func drainMailbox() {
        mailbox.swap(for: &letters)
        for letter in letters {
            switch letter {
            case .job(let job): job.runSynchronously(on: asUnownedSerialExecutor())
            case .work(let work): work()
            }
        }
        letters.removeAll(keepingCapacity: letters.capacity <= Limits.eventsPerTurn)
    }

    private func fireTimers() {
        // No more than there are now, since a timer may schedule another that is due at once.
        var budget = timers.heapCount
        while budget > 0, let work = timers.popDue(at: now) {
            work()
            budget -= 1
        }
    }

    private func finish() {
        for participant in participants { participant.loopHasEnded() }
        for _ in 0..<Limits.finalDrains {
            drainMailbox()
            if mailbox.fallAsleep() { break }
        }
        // What watches, waits or takes part usually holds the reactor, which here lets go of it.
        participants = []
        watches.removeAll()
        timers = TimerQueue()
        onTurnEnd = { false }
    }
}
