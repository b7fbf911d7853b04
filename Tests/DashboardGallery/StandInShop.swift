import HTTPServing
import Reactors

/// A shop's server: it takes what is sent to `/hook`, and answers with an error anywhere else.
final class StandInShop: HTTPHandler {
    func admit(_ request: borrowing HTTPRequest, on reactor: Reactor) -> HTTPAdmission { .read }

    func handle(_ request: borrowing HTTPRequest, on reactor: Reactor, reply: HTTPReply) {
        let isTaken = request.isEqual(request.path, "/hook")
        let text = isTaken ? "thank you" : Sample.hostileText
        let fields = Array("Content-Type: text/plain\r\n".utf8)
        reply.send(HTTPResponse(status: isTaken ? 200 : 500, fields: fields, body: Array(text.utf8)))
    }

    func response(to fault: HTTPFault) -> HTTPResponse {
        HTTPResponse(status: fault.status)
    }
}
