package import Reactors

/// The application behind a server.
///
/// All three functions run on a reactor, where nothing may block.
package protocol HTTPHandler: Sendable {
    /// Asked once a well-formed head is there and its body is not, or is too large: answer now, or read on.
    ///
    /// Called before `100 Continue` is sent and before a 413, at most once a request, and not at all when the body came
    /// whole with the head: `handle` must do the same checks.
    func admit(_ request: borrowing HTTPRequest, on reactor: Reactor) -> HTTPAdmission

    /// Answers a whole request, now or later, through the reply; each reply is owed.
    func handle(_ request: borrowing HTTPRequest, on reactor: Reactor, reply: HTTPReply)

    /// Words a refusal of the server's own; the connection is closed after each but `.deadlineExceeded`.
    func response(to fault: HTTPFault) -> HTTPResponse
}
