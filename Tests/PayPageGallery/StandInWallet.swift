import HTTPServing
import Reactors
import Synchronization

/// The wallet's page and the shop, as far as a browser sees them: an origin of their own.
final class StandInWallet: HTTPHandler {
    /// Where the pay page is, once it listens.
    let page = Mutex("")

    func admit(_ request: borrowing HTTPRequest, on reactor: Reactor) -> HTTPAdmission {
        .read
    }

    func handle(_ request: borrowing HTTPRequest, on reactor: Reactor, reply: HTTPReply) {
        let parts = request.text(request.path).split(separator: "/")
        guard parts.first == "interact", parts.count == 2 else {
            return reply.send(Self.html("<title>Shop</title><h1>Shop</h1>"))
        }
        let callback = page.withLock { "\($0)/pay/callback/\(parts[1])" }
        guard request.method == .post else {
            return reply.send(Self.html(Self.consent))
        }
        let isAccepted = String(decoding: request.body, as: UTF8.self) == "choice=accept"
        let query = isAccepted ? "hash=right&interact_ref=1" : "result=grant_rejected"
        let fields = Array("Location: \(callback)?\(query)\r\n".utf8)
        reply.send(HTTPResponse(status: 303, fields: fields))
    }

    func response(to fault: HTTPFault) -> HTTPResponse {
        HTTPResponse(status: fault.status)
    }

    private static let consent = """
        <title>Wallet</title><h1>Wallet</h1>
        <form method="post"><button name="choice" value="accept">Accept</button>
        <button name="choice" value="reject">Reject</button></form>
        """

    private static func html(_ text: String) -> HTTPResponse {
        let fields = Array("Content-Type: text/html; charset=utf-8\r\n".utf8)
        return HTTPResponse(status: 200, fields: fields, body: Array("<!doctype html>\(text)".utf8))
    }
}
