import Reactors

/// Replies made by a task, with a deadline.
extension Connection {
    /// Remembers the task that makes a reply, and answers in its stead when the time is over.
    func begin(_ task: Task<Void, Never>, exchange number: UInt64, until deadline: MonotonicTime) {
        guard number == exchange, phase == .exchanging else { return task.cancel() }
        endTask()
        self.task = task
        taskTimer = reactor.schedule(at: deadline) { [self] in
            taskTimer = nil
            complete(number, worker.handler.response(to: .deadlineExceeded))
        }
    }

    /// Forgets the task; if it runs, nobody waits for it any more.
    func endTask() {
        task?.cancel()
        task = nil
        if let taskTimer { reactor.cancel(taskTimer) }
        taskTimer = nil
    }
}
