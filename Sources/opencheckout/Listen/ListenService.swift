import Checkout
import CheckoutEngine
import HTTPServing
import OutboundHTTP
import Webhooks

/// Tells operators' `listen` of a merchant's test events as they happen.
///
/// A listener that reads too slowly misses events, which it is told by a gap alone: nothing waits for it.
struct ListenService: Sendable {
    private static let look = Duration.seconds(1)

    private let engine: Engine
    private let deliveries: DeliveryService

    init(engine: Engine, deliveries: DeliveryService) {
        self.engine = engine
        self.deliveries = deliveries
    }

    /// Answers with a stream that ends when the client goes, or with why there is none.
    func answer(_ request: ListenRequest, _ reply: HTTPReply) {
        do {
            let merchant = try engine.directory.current.merchant(named: request.merchant).id
            let stream = reply.stream(HTTPResponse(status: 200))
            // So that the head leaves at once.
            _ = stream.write([UInt8(ascii: "\n")])
            Task { await listen(to: Subscriber(merchant: merchant, keyMode: .test), stream) }
        } catch {
            reply.send(ControlAPI.response(400, OperatorReply(failure: OperatorProblem.sentence(for: error))))
        }
    }

    private func listen(to subscriber: Subscriber, _ stream: HTTPStream) async {
        let number = deliveries.listen(to: subscriber) { [engine] event, secrets in
            let webhook = Webhook(
                url: "",
                eventID: event.id.text,
                type: event.type.text.description,
                body: event.body
            )
            let request = webhook.request(at: engine.clock.now(), secrets: secrets, version: OpenCheckout.version)
            let heard = HeardEvent(
                type: webhook.type,
                id: webhook.eventID,
                session: event.session.id.text,
                fields: request.headers.map { HeardEvent.Field(name: $0.name, value: $0.value) },
                body: String(decoding: webhook.body, as: UTF8.self)
            )
            if let line = try? heard.line() { _ = stream.write(line) }
        }
        while stream.isOpen {
            do { try await Task.sleep(for: Self.look) } catch { break }
        }
        deliveries.endListening(number, to: subscriber)
    }
}
