package import HTTPServing
package import Reactors

extension Sandbox: HTTPHandler {
    /// Reads every body: they are small.
    package func admit(_ request: borrowing HTTPRequest, on reactor: Reactor) -> HTTPAdmission {
        .read
    }

    /// Answers at once, but where another provider has to be asked for its client's keys.
    package func handle(_ request: borrowing HTTPRequest, on reactor: Reactor, reply: HTTPReply) {
        let request = SignedRequest(request, baseURL: baseURL)
        let route = route(of: request)
        guard let client = foreignClient(of: route, request) else {
            return give(answer(request, at: route, fetched: nil), to: reply)
        }
        reply.complete(within: Limits.requestTime) { [self] in
            switch answer(request, at: route, fetched: await fetchIdentity(of: client)) {
            case .response(let response): return response
            case .dropped:
                reply.reactor.post { [self] in give(.dropped, to: reply) }
                return .text(500, "dropped")
            }
        }
    }

    /// On the reactor: a reply that is begun and cut in one turn leaves nothing on the wire.
    private func give(_ answer: Answer, to reply: HTTPReply) {
        switch answer {
        case .response(let response): reply.send(response)
        case .dropped: reply.stream(HTTPResponse(status: 500)).abort()
        }
    }

    /// What the server itself refuses, in plain text.
    package func response(to fault: HTTPFault) -> HTTPResponse {
        .text(fault.status, "\(fault)")
    }
}
