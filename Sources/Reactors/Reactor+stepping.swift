import Synchronization

/// Turns on a thread of the caller's, for a reactor that has none: how a simulation drives several in its own order.
extension Reactor {
    /// Runs one turn at a time that the caller gives, without waiting and without looking at descriptors.
    ///
    /// For a reactor that was not started. During the turn the caller's thread is the reactor's; between turns it is
    /// nobody's, so that whoever calls in then comes through the mailbox, as from another thread.
    package func step(at time: MonotonicTime) {
        onCallersThread {
            now = time
            endTurn()
        }
    }

    /// Whether a step at this time would find something to do.
    package func hasWork(at time: MonotonicTime) -> Bool {
        wantsTurn || !mailbox.isEmpty || timers.nextDeadline.map { $0 <= time } ?? false
    }

    /// The earliest deadline of a timer, at times of one that was cancelled; between steps.
    package var nextDeadline: MonotonicTime? { timers.nextDeadline }

    /// Lends the thread to others in the middle of a step, as a call that blocks does; they are not on this reactor.
    package func standingStill(_ body: () -> Void) {
        precondition(isCurrent, "only a turn can stand still")
        let owner = thread.exchange(.max, ordering: .relaxed)
        body()
        thread.store(owner, ordering: .relaxed)
    }

    func onCallersThread(_ body: () -> Void) {
        let owner = thread.exchange(SystemCalls.currentThread, ordering: .relaxed)
        precondition(owner == 0, "a reactor is stepped by one caller at a time, and only without a thread of its own")
        body()
        thread.store(0, ordering: .relaxed)
    }
}
