/// Why a server cannot listen.
package struct HTTPListenError: Error, Hashable, CustomStringConvertible {
    /// The causes an operator can do something about.
    package enum Code: Sendable, Hashable {
        /// Somebody else listens there (`EADDRINUSE`).
        case addressInUse

        /// The port or folder is not ours to use.
        case permissionDenied

        /// The host is neither an address nor a known name, or not one of this machine.
        case addressInvalid

        /// Anything else; the message says what.
        case other
    }

    /// The cause.
    package let code: Code

    /// Where the server was to listen.
    package let address: String

    /// What the system said.
    package let message: String

    /// Names the address and the reason, such as `127.0.0.1:80: bind: Permission denied (13)`.
    package var description: String { "\(address): \(message)" }
}
