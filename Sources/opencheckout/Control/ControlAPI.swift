import Foundation
import HTTPServing
import Reactors

/// What a running server does for operators' commands, over the Unix socket in its data directory.
///
/// `POST /operator` takes an `OperatorRequest` in JSON and answers with an `OperatorReply`; `POST /export` takes an
/// `ExportRequest` and answers with the export itself, in pieces; `POST /listen` takes a `ListenRequest` and answers
/// with events as they happen, a line each. The socket's mode 0600 is what lets only the owner in.
struct ControlAPI: HTTPHandler {
    /// The name of the socket in the data directory.
    static let socketName = "control.sock"

    private static let deadline = Duration.seconds(3600)

    /// Where the three kinds of request go.
    static let operatorPath = "/operator"
    static let exportPath = "/export"
    static let listenPath = "/listen"

    private let `operator`: Operator
    private let exports: ExportService
    private let listening: ListenService

    init(_ operator: Operator, exports: ExportService, listening: ListenService) {
        self.operator = `operator`
        self.exports = exports
        self.listening = listening
    }

    func admit(_ request: borrowing HTTPRequest, on reactor: Reactor) -> HTTPAdmission {
        .read
    }

    func handle(_ request: borrowing HTTPRequest, on reactor: Reactor, reply: HTTPReply) {
        let body = Data(request.body)
        switch (request.method, request.text(request.path)) {
        case (.post, Self.operatorPath):
            guard let asked = try? JSONDecoder().decode(OperatorRequest.self, from: body) else { break }
            let worker = `operator`
            reply.complete(within: Self.deadline) {
                Self.response(200, await worker.perform(asked))
            }
            return
        case (.post, Self.exportPath):
            guard let asked = try? JSONDecoder().decode(ExportRequest.self, from: body) else { break }
            exports.answer(asked, reply)
            return
        case (.post, Self.listenPath):
            guard let asked = try? JSONDecoder().decode(ListenRequest.self, from: body) else { break }
            listening.answer(asked, reply)
            return
        case _:
            break
        }
        reply.send(Self.response(400, OperatorReply(failure: "the server does not know this request")))
    }

    func response(to fault: HTTPFault) -> HTTPResponse {
        Self.response(fault.status, OperatorReply(failure: "\(fault)"))
    }

    /// A reply as it goes over the socket.
    static func response(_ status: Int, _ reply: OperatorReply) -> HTTPResponse {
        let body = (try? JSONEncoder().encode(reply)) ?? Data()
        return HTTPResponse(status: status, fields: Array("Content-Type: application/json\r\n".utf8), body: Array(body))
    }
}
