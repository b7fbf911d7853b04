import Checkout
import CheckoutEngine
import HTTPServing
import Reactors

/// `/metrics` on the metrics port: for Prometheus, on loopback only.
struct MetricsAPI: HTTPHandler {
    private static let deadline = Duration.seconds(10)

    private let engine: Engine
    private let registry: PrometheusRegistry
    private let server: @Sendable () -> HTTPCounts

    /// `server` tells what the merchants' server has done.
    init(engine: Engine, registry: PrometheusRegistry, server: @escaping @Sendable () -> HTTPCounts) {
        self.engine = engine
        self.registry = registry
        self.server = server
    }

    func admit(_ request: borrowing HTTPRequest, on reactor: Reactor) -> HTTPAdmission {
        .read
    }

    func handle(_ request: borrowing HTTPRequest, on reactor: Reactor, reply: HTTPReply) {
        guard request.method == .get || request.method == .head, request.isEqual(request.path, "/metrics") else {
            reply.send(Self.response(404, "There is only GET /metrics here.\n"))
            return
        }
        let api = self
        reply.complete(within: Self.deadline) {
            Self.response(200, api.registry.render() + (await api.gauges()))
        }
    }

    func response(to fault: HTTPFault) -> HTTPResponse {
        Self.response(fault.status, "\(fault)\n")
    }

    private func gauges() async -> String {
        let figures = await engine.figures
        let counts = server()
        var page = PrometheusPage()
        for status in SessionStatus.allCases {
            let labels = ["status=\"\(status.text)\""]
            page.add(gauge: "opencheckout_sessions", labels: labels, value: Int64(figures.sessions[status]))
        }
        page.add(gauge: "opencheckout_events_pending", value: Int64(figures.pendingEvents))
        page.add(gauge: "opencheckout_payments_unfinished", value: Int64(figures.unfinishedPayments))
        page.add(gauge: "opencheckout_subscriptions_live", value: Int64(figures.liveSubscriptions))
        page.add(gauge: "opencheckout_idempotency_bytes", value: Int64(figures.idempotencyBytes))
        if let ceiling = figures.memoryCeilingBytes {
            page.add(gauge: "opencheckout_memory_bytes", value: Int64(figures.memoryBytes))
            page.add(gauge: "opencheckout_memory_ceiling_bytes", value: Int64(ceiling))
            page.add(gauge: "opencheckout_memory_full", value: engine.isMemoryFull ? 1 : 0)
        }
        page.add(gauge: "opencheckout_log_sequence", value: Int64(clamping: figures.lastSequence))
        page.add(gauge: "opencheckout_log_durable_sequence", value: Int64(clamping: figures.durableSequence))
        page.add(gauge: "opencheckout_log_free_bytes", value: Int64(figures.freeLogBytes))
        page.add(gauge: "opencheckout_snapshot_sequence", value: Int64(clamping: figures.snapshot.sequence))
        page.add(gauge: "opencheckout_snapshot_bytes", value: figures.snapshot.fileBytes)
        page.add(gauge: "opencheckout_connections", value: Int64(counts.open))
        page.add(counter: "opencheckout_log_bytes_total", labels: [], value: Int64(clamping: figures.loggedBytes))
        page.add(counter: "opencheckout_connections_total", labels: [], value: Int64(clamping: counts.accepted))
        page.add(counter: "opencheckout_connections_refused_total", labels: [], value: Int64(clamping: counts.refused))
        page.add(counter: "opencheckout_received_bytes_total", labels: [], value: Int64(clamping: counts.bytesIn))
        page.add(counter: "opencheckout_sent_bytes_total", labels: [], value: Int64(clamping: counts.bytesOut))
        return page.text
    }

    private static func response(_ status: Int, _ text: String) -> HTTPResponse {
        let fields = Array("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n".utf8)
        return HTTPResponse(status: status, fields: fields, body: Array(text.utf8))
    }
}
