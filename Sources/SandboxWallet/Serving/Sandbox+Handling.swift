package import HTTPServing
package import Reactors

extension Sandbox: HTTPHandler {
    /// Reads every body: they are small.
    package func admit(_ request: borrowing HTTPRequest, on reactor: Reactor) -> HTTPAdmission {
        .read
    }

    /// Answers in a task of its own, since another provider's keys may have to be fetched.
    package func handle(_ request: borrowing HTTPRequest, on reactor: Reactor, reply: HTTPReply) {
        let request = SignedRequest(request, baseURL: baseURL)
        reply.complete(within: Limits.requestTime) { [self] in
            switch await answer(request) {
            case .response(let response): return response
            case .dropped:
                // Begun and cut in one turn of the reactor, a reply leaves nothing on the wire.
                reply.reactor.post { reply.stream(HTTPResponse(status: 500)).abort() }
                return .text(500, "dropped")
            }
        }
    }

    /// What the server itself refuses, in plain text.
    package func response(to fault: HTTPFault) -> HTTPResponse {
        .text(fault.status, "\(fault)")
    }
}
