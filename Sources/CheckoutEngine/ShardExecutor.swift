import DequeModule
import Glibc
import Reactors
import Synchronization

/// The executor of one shard: whoever comes while it is free holds it and runs at once, on its own thread; whoever
/// finds it held leaves the work to the holder.
///
/// So a request needs no hop to the thread of its shard, and no thread ever waits for another: what is left behind is
/// run before the holder lets go (flat combining). A holder is in for microseconds; nothing that runs here may block.
/// The actor's own jobs, which nobody waits for on the way of a request, begin on the shard's home reactor.
// Safe because everything that changes is atomic or stands behind the queue's lock.
final class ShardExecutor: SerialExecutor, @unchecked Sendable {
    /// What was left to the holder.
    enum Work {
        /// A part of a task.
        case job(UnownedJob)

        /// What a request or a timer wants done.
        case closure(@Sendable () -> Void)
    }

    /// The reactor that has the shard's timers, and where its jobs begin.
    let home: Reactor

    /// Works that run or wait; the one that found none is the holder.
    private let count = Atomic(0)

    /// The holder's thread, 0 when there is none.
    private let holder = Atomic<UInt>(0)

    private let queue = Mutex(Deque<Work>())

    init(home: Reactor) {
        self.home = home
    }

    /// Whether the calling thread holds the shard.
    var isCurrent: Bool { holder.load(ordering: .relaxed) == Self.thread }

    /// Works that run or wait now.
    var load: Int { count.load(ordering: .relaxed) }

    /// Takes hold if nobody has; whoever gets `true` runs its work and calls `end`.
    func begin() -> Bool {
        guard count.compareExchange(expected: 0, desired: 1, ordering: .acquiring).exchanged else { return false }
        holder.store(Self.thread, ordering: .relaxed)
        return true
    }

    /// Runs what was left meanwhile, then lets go.
    func end() {
        while true {
            holder.store(0, ordering: .relaxed)
            guard count.subtract(1, ordering: .acquiringAndReleasing).newValue > 0 else { return }
            holder.store(Self.thread, ordering: .relaxed)
            runNext()
        }
    }

    /// Leaves work to the holder, or is the holder itself if there is none.
    func add(_ work: Work) {
        queue.withLock { $0.append(work) }
        guard count.add(1, ordering: .acquiringAndReleasing).oldValue == 0 else { return }
        holder.store(Self.thread, ordering: .relaxed)
        runNext()
        end()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if home.isCurrent {
            add(.job(job))
        } else {
            home.post { self.add(.job(job)) }
        }
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }

    /// Tells the runtime whether code that is no task holds the shard, which is what lets `assumeIsolated` in.
    func isIsolatingCurrentContext() -> Bool? { isCurrent }

    func checkIsolated() {
        precondition(isCurrent, "the caller holds the shard")
    }

    /// Each count stands for one work that runs or is in the queue, and it is put there before it is counted.
    private func runNext() {
        guard let work = queue.withLock({ $0.popFirst() }) else {
            preconditionFailure("what was counted is in the queue")
        }
        switch work {
        case .job(let job): job.runSynchronously(on: asUnownedSerialExecutor())
        case .closure(let closure): closure()
        }
    }

    private static var thread: UInt { UInt(pthread_self()) }
}
