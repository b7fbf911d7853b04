import Glibc

/// A system call that failed, and the kernel's reason.
struct SystemFailure: Error, Equatable, CustomStringConvertible {
    let call: String
    let code: Int32

    init(_ call: String, _ code: Int32) {
        self.call = call
        self.code = code
    }

    /// The reason in words (strerror(3)).
    var reason: String { String(cString: strerror(code)) }

    var description: String { "\(call): \(reason)" }
}
