import Foundation
import HTTPServing
import Reactors

/// What a running server does for operators' commands, over the Unix socket in its data directory.
///
/// One path, `POST /operator`: an `OperatorRequest` in JSON, answered by an `OperatorReply`. The socket's mode 0600 is
/// what lets only the owner in.
struct ControlAPI: HTTPHandler {
    /// The name of the socket in the data directory.
    static let socketName = "control.sock"

    private static let deadline = Duration.seconds(3600)

    private let `operator`: Operator

    init(_ operator: Operator) {
        self.operator = `operator`
    }

    func admit(_ request: borrowing HTTPRequest, on reactor: Reactor) -> HTTPAdmission {
        .read
    }

    func handle(_ request: borrowing HTTPRequest, on reactor: Reactor, reply: HTTPReply) {
        guard request.method == .post, request.isEqual(request.path, "/operator"),
            let asked = try? JSONDecoder().decode(OperatorRequest.self, from: Data(request.body))
        else {
            reply.send(Self.response(400, OperatorReply(failure: "the server does not know this request")))
            return
        }
        let worker = `operator`
        reply.complete(within: Self.deadline) {
            Self.response(200, await worker.perform(asked))
        }
    }

    func response(to fault: HTTPFault) -> HTTPResponse {
        Self.response(fault.status, OperatorReply(failure: "\(fault)"))
    }

    private static func response(_ status: Int, _ reply: OperatorReply) -> HTTPResponse {
        let body = (try? JSONEncoder().encode(reply)) ?? Data()
        return HTTPResponse(status: status, fields: Array("Content-Type: application/json\r\n".utf8), body: Array(body))
    }
}
