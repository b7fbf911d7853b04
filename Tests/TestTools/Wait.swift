import Glibc

/// Waits for something that another thread does, giving way to it; throws when it has not come after 20 seconds.
package func wait(while condition: @autoclosure () throws -> Bool) throws {
    let start = ContinuousClock.now
    while try condition() {
        guard ContinuousClock.now - start < .seconds(20) else { throw SocketClientError.timeout }
        sched_yield()
    }
}
