import Glibc

/// Standard output, written at once: who reads it through a pipe waits for the ready line.
enum StandardOutput {
    /// Writes a line; nobody is told if it cannot be written.
    static func writeLine(_ text: String) {
        try? write(Array((text + "\n").utf8))
    }

    /// Writes bytes; throws a `Failure` if they cannot be written, as on a full disk.
    static func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            guard count >= 0 || errno == EINTR else {
                throw Failure("cannot write to standard output: \(String(cString: strerror(errno)))")
            }
            rest = rest.dropFirst(max(0, count))
        }
    }
}
