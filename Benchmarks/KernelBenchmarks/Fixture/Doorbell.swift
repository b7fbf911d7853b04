import Glibc

/// Lets one thread wait for another: a pipe, since who waits at one costs no instructions.
final class Doorbell: Sendable {
    private let readEnd: Int32
    private let writeEnd: Int32

    init() {
        var ends: [Int32] = [0, 0]
        precondition(pipe(&ends) == 0, "a process gets a pipe")
        readEnd = ends[0]
        writeEnd = ends[1]
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    func ring() {
        var byte: UInt8 = 1
        precondition(write(writeEnd, &byte, 1) == 1, "a pipe takes a byte")
    }

    /// Returns once the bell was rung; each ring lets one go.
    func wait() {
        var byte: UInt8 = 0
        precondition(read(readEnd, &byte, 1) == 1, "a pipe gives the byte that was put in")
    }
}
