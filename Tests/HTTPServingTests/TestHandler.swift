import HTTPServing
import Reactors
import Synchronization

/// An application made of closures; by default it tells what it was asked.
struct TestHandler: HTTPHandler {
    var onAdmit: @Sendable (borrowing HTTPRequest) -> HTTPAdmission = { _ in .read }
    var onHandle: @Sendable (borrowing HTTPRequest, HTTPReply) -> Void = { request, reply in
        reply.send(.text(200, describe(request)))
    }

    func admit(_ request: borrowing HTTPRequest, on reactor: Reactor) -> HTTPAdmission {
        onAdmit(request)
    }

    func handle(_ request: borrowing HTTPRequest, on reactor: Reactor, reply: HTTPReply) {
        onHandle(request, reply)
    }

    func response(to fault: HTTPFault) -> HTTPResponse {
        .text(fault.status, "\(fault)")
    }
}

/// Method, target and body of a request on one line.
func describe(_ request: borrowing HTTPRequest) -> String {
    "\(request.method) \(request.text(request.targetRange)) \(String(decoding: request.body, as: UTF8.self))"
}

extension HTTPResponse {
    /// A reply of plain text.
    static func text(_ status: Int, _ text: String) -> HTTPResponse {
        HTTPResponse(status: status, fields: Array("Content-Type: text/plain\r\n".utf8), body: Array(text.utf8))
    }
}

/// Values that a handler leaves for a test.
final class Recorder<Value: Sendable>: Sendable {
    private let state = Mutex<[Value]>([])

    var values: [Value] { state.withLock { $0 } }

    func record(_ value: Value) {
        state.withLock { $0.append(value) }
    }

    func take() -> Value? {
        state.withLock { $0.popLast() }
    }
}
