import HTTPServing
import Reactors

/// One request on its way: who waits for the reply, what it is called, when it came.
struct Exchange: Sendable {
    let id: RequestID
    let route: RouteLabel
    let began: MonotonicTime
    let reply: HTTPReply

    /// Who sent it; nil where nobody is going to log it.
    var client: String?
}
