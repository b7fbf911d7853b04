import Glibc

/// A system call that failed.
package struct SystemCallError: Error, Hashable, CustomStringConvertible {
    /// The call's name, as in its manual page.
    package let call: String

    /// The kernel's reason (errno(3)).
    package let code: Int32

    /// Names a call and its `errno`.
    package init(call: String, code: Int32) {
        self.call = call
        self.code = code
    }

    /// Such as `epoll_ctl: No space left on device (28)`.
    package var description: String { "\(call): \(String(cString: strerror(code))) (\(code))" }
}
