import Checkout
import CheckoutAPI
import Glibc
import HTTPServing
import Logging
import Metrics
import OutboundHTTP
import Reactors
import Webhooks

/// Repeats a request over several connections, with one request under way on each; with a second one behind each if
/// that is asked for, about the session that the first one has made.
///
/// It lives on the service's own reactor and acts at the end of a turn, so that one thread does everything in one
/// order: it sends a request on each connection, the next turn serves them all, it takes the replies, and so on. What
/// it costs itself, about 100 instructions a request and what the C library does for `send` and `recv`, counts too.
// Safe because everything that changes is touched on the reactor alone.
final class RequestDriver: TurnParticipant, @unchecked Sendable {
    /// Requests that are served in one turn.
    static let connections = 16

    private static let replyBytes = 256 << 10

    private let request: UnsafeMutableBufferPointer<UInt8>
    private let second: ((SessionID) -> [UInt8])?
    private let reply = UnsafeMutableRawBufferPointer.allocate(byteCount: replyBytes, alignment: 16)
    private let numberStart: Int?
    private var sockets: [Int32] = []
    private var made: [SessionID] = []
    private var unanswered = 0
    private var left = 0
    private var sent = 0
    private var finish: () -> Void = {}

    /// Sends this request again and again, with another number each time where it has room for one.
    init(_ request: [UInt8], second: ((SessionID) -> [UInt8])? = nil) {
        self.second = second
        let pattern = Array(SampleRequests.number.utf8)
        numberStart = request.indices.first { request[$0...].starts(with: pattern) }
        self.request = .allocate(capacity: request.count)
        _ = self.request.initialize(from: request)
    }

    deinit {
        request.deallocate()
        reply.deallocate()
    }

    /// What repeats the request: requests a multiple of `connections`.
    static func repeating(
        _ request: [UInt8],
        second: ((SessionID) -> [UInt8])? = nil,
        isTold: Bool = false
    ) throws -> (Int) -> Void {
        let driver = RequestDriver(request, second: second)
        let local = try LocalEngine(isTold: isTold) { engine, reactor, folder in
            let api = MerchantAPI(
                engine: engine,
                deliveries: DeliveryService(
                    engine: engine,
                    client: OutboundClient(),
                    settings: DeliveryService.Settings(),
                    version: "0",
                    logger: Logger(label: "kernel") { _ in SwiftLogNoOpLogHandler() },
                    metrics: DeliveryMetrics(factory: NOOPMetricsHandler.instance)
                ),
                limits: HTTPLimits(),
                rateLimit: nil,
                trustedProxy: nil,
                version: "0",
                logger: Logger(label: "kernel") { _ in SwiftLogNoOpLogHandler() },
                metrics: NOOPMetricsHandler.instance
            )
            let server = HTTPServer(reactors: [reactor], handler: api, limits: HTTPLimits())
            try server.listen(unixPath: folder + "/socket")
            driver.sockets = (0..<connections).map { _ in LocalSocket.connect(to: folder + "/socket") }
            // Behind the server's own, which sends the replies of a turn.
            reactor.post { reactor.add(driver) }
        }
        return { requests in
            precondition(requests % connections == 0, "each connection has as many requests as any other")
            local.perform { _, finish in driver.begin(requests, finish) }
        }
    }

    private func begin(_ requests: Int, _ finish: @escaping () -> Void) {
        self.finish = finish
        left = requests
        sendRound()
    }

    func turnIsEnding() {}

    func turnHasEnded() -> Bool {
        guard unanswered > 0 else { return false }
        takeReplies()
        guard unanswered == 0 else { return false }
        if !made.isEmpty {
            sendSecond()
        } else if left > 0 {
            sendRound()
        } else {
            finish()
        }
        return false
    }

    func loopHasEnded() {
        for socket in sockets { close(socket) }
    }

    private func sendRound() {
        for socket in sockets {
            sent += 1
            writeNumber()
            let count = send(socket, request.baseAddress, request.count, 0)
            precondition(count == request.count, "a socket takes a request whole")
        }
        unanswered = sockets.count
        left -= sockets.count
    }

    private func sendSecond() {
        guard let second else { return }
        for (socket, session) in zip(sockets, made) {
            let bytes = second(session)
            let count = send(socket, bytes, bytes.count, 0)
            precondition(count == bytes.count, "a socket takes a request whole")
        }
        unanswered = sockets.count
        made.removeAll(keepingCapacity: true)
    }

    /// The session of a reply to a create: its identifier is the first member.
    private static func session(in reply: Slice<UnsafeMutableRawBufferPointer>) -> SessionID {
        let start = reply.firstIndex(of: UInt8(ascii: "{")).map { $0 + #"{"id":""#.utf8.count } ?? reply.endIndex
        let text = reply[start...].prefix { $0 != UInt8(ascii: "\"") }
        guard let session = SessionID(parsing: text) else {
            preconditionFailure("the reply to a create begins with the session's identifier")
        }
        return session
    }

    private func writeNumber() {
        guard let numberStart else { return }
        var number = sent
        for place in (numberStart..<numberStart + SampleRequests.number.utf8.count).reversed() {
            request[place] = UInt8(ascii: "0") + UInt8(number % 10)
            number /= 10
        }
    }

    private func takeReplies() {
        for socket in sockets {
            let count = recv(socket, reply.baseAddress, reply.count, Int32(MSG_DONTWAIT))
            guard count > 0 else { continue }
            // "HTTP/1.1 200 …" or "HTTP/1.1 201 …"
            precondition(count > 12 && reply[9] == UInt8(ascii: "2"), "every request is answered with success")
            unanswered -= 1
            if second != nil, reply[11] == UInt8(ascii: "1") { made.append(Self.session(in: reply[..<count])) }
        }
    }
}
