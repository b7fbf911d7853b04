import Glibc
import NIOCore
import NIOPosix

/// The thread of all outbound connections: NIO's loop, and an executor for tasks that wait for answers.
///
/// A task that runs here meets its answer on the thread that has read it, and nobody has to be woken. The thread
/// stands back behind those that answer requests, as nice(1) has it: what is sent out can wait a moment, a customer
/// should not. There is one for the whole process, and it ends with the process: a task that a client's end cuts off
/// still has a thread to end on.
final class ConnectionLoop: TaskExecutor {
    /// The only one.
    static let shared = ConnectionLoop()

    /// Where connections live.
    let loop: any EventLoop

    private static let niceness: Int32 = 10

    private init() {
        loop = MultiThreadedEventLoopGroup(numberOfThreads: 1).next()
        loop.execute { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Self.niceness) }
    }

    /// Runs a part of a task when the loop comes to it.
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
