import HTTPServing
import Reactors
import Synchronization
import TestTools

@testable import LoadGeneration

/// A service that knows just enough of the API to be asked by a generator, and can be told to do wrong.
final class FakeService: HTTPHandler {
    private let sessions = Mutex<[String: [UInt8]]>([:])
    private let answer: @Sendable (FakeService, borrowing HTTPRequest, HTTPReply) -> Void

    /// Answers as the closure says; by default as the real service would.
    init(
        answer: @escaping @Sendable (FakeService, borrowing HTTPRequest, HTTPReply) -> Void = {
            service,
            request,
            reply in
            reply.send(service.right(request))
        }
    ) {
        self.answer = answer
    }

    func admit(_ request: borrowing HTTPRequest, on reactor: Reactor) -> HTTPAdmission { .read }

    func handle(_ request: borrowing HTTPRequest, on reactor: Reactor, reply: HTTPReply) {
        answer(self, request, reply)
    }

    func response(to fault: HTTPFault) -> HTTPResponse { HTTPResponse(status: fault.status) }

    /// What the real service would answer, with as little in it as a generator looks at.
    func right(_ request: borrowing HTTPRequest) -> HTTPResponse {
        let target = request.text(request.path)
        switch request.method {
        case .post where target == "/api/checkout/sessions":
            return create(request)
        case .get where target == "/api/checkout/sessions":
            return HTTPResponse(status: 200, body: Array(#"{"object":"list","data":[]}"#.utf8))
        default:
            let id = target.split(separator: "/").dropFirst(3).first.map(String.init) ?? ""
            return HTTPResponse(status: 200, body: Self.session(id))
        }
    }

    private func create(_ request: borrowing HTTPRequest) -> HTTPResponse {
        var name: String?
        if case .one(let range) = request.field("idempotency-key") { name = request.text(range) }
        return sessions.withLock { sessions in
            let key = name ?? "without-key-\(sessions.count)"
            if let first = sessions[key] {
                return HTTPResponse(status: 201, fields: Array("Idempotent-Replayed: true\r\n".utf8), body: first)
            }
            let body = Self.session(Self.id(sessions.count))
            sessions[key] = body
            return HTTPResponse(status: 201, body: body)
        }
    }

    /// An id of the right length for a number.
    static func id(_ number: Int) -> String {
        let digits = String(number)
        return "cs_" + String(repeating: "0", count: 26 - digits.count) + digits
    }

    static func session(_ id: String) -> [UInt8] {
        Array(#"{"id":"\#(id)","object":"checkout.session"}"#.utf8)
    }
}

/// Runs a load on a service of the tests' own.
func outcome(
    of load: Load,
    on service: FakeService,
    connections: Int = 4,
    threads: Int = 1,
    onSlice: (Slice) -> Void = { _ in }
) async throws -> LoadOutcome {
    let reactor = Reactor(name: "test-service")
    let server = HTTPServer(reactors: [reactor], handler: service, limits: HTTPLimits())
    reactor.start()
    defer { reactor.stop() }
    let address = try server.listen(host: "127.0.0.1", port: 0)
    let generator = try LoadGenerator(
        address: ServiceAddress(url: "http://127.0.0.1:\(address.port)"),
        key: "sk_test_x",
        threads: threads
    )
    defer { _ = generator.stop() }
    try await generator.connect(connections)
    return try await generator.run(load, onSlice: onSlice)
}
