import Checkout
package import CheckoutEngine
package import Logging
import Metrics
package import OutboundHTTP
import Reactors
import Synchronization

/// Sends events to merchants' servers: takes what is due, signs it, sends it, and reports what came of it.
///
/// It decides nothing but whose turn it is: when an event is due, and what an attempt leads to, is the engine's.
/// An attempt that this server's end cuts off is not reported, and so is made again after the next start.
package final class DeliveryService: EventOutlet {
    /// How many attempts may be under way, and what may be reached.
    package struct Settings: Sendable {
        /// Attempts under way at one destination.
        package var perDestination = 8

        /// The same while a destination has nothing but failures, so that many dead ones hold few places.
        package var perFailingDestination = 2

        /// Attempts under way in all.
        package var total = 1024

        /// Whether test events may go to loopback, and there over `http`.
        package var allowsLocal = false

        /// Seconds until an outcome that could not be logged is reported again.
        package var reportAgain = Duration.seconds(5)

        /// The settings that hold where nobody says otherwise.
        package init() {}
    }

    /// What is asked for and under way.
    private struct State {
        var queue: FairQueue<Subscriber, StoredEvent>
        var listeners: [Subscriber: [UInt64: EventListener]] = [:]
        var nextListener: UInt64 = 0
        var isEnding = false
        var whenIdle: CheckedContinuation<Void, Never>?
    }

    let engine: Engine
    let client: OutboundClient

    /// What may be reached, and how much at once.
    package let settings: Settings
    let version: String
    let logger: Logger
    private let metrics: DeliveryMetrics
    private let state: Mutex<State>

    /// Sends for an engine; `version` is the program's, as `User-Agent` tells it.
    package init(
        engine: Engine,
        client: OutboundClient,
        settings: Settings,
        version: String,
        logger: Logger,
        metrics: DeliveryMetrics
    ) {
        self.engine = engine
        self.client = client
        self.settings = settings
        self.version = version
        self.logger = logger
        self.metrics = metrics
        state = Mutex(State(queue: FairQueue(limit: settings.perDestination, totalLimit: settings.total)))
    }

    /// Takes events that are due; each is tried when it is its turn.
    package func take(_ events: [StoredEvent]) {
        state.withLock { state in
            for event in events {
                state.queue.append(event, for: Subscriber(of: event))
            }
        }
        startWhatMay()
    }

    /// Lets attempts that are under way end for `time`, cuts off the rest, and starts no more.
    package func shutdown(within time: Duration) async {
        state.withLock { $0.isEnding = true }
        let cut = Task { [client] in
            try? await Task.sleep(for: time)
            await client.shutdown()
        }
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                guard state.queue.running > 0 else { return true }
                state.whenIdle = continuation
                return false
            }
            if isIdle { continuation.resume() }
        }
        cut.cancel()
        await cut.value
    }

    private func startWhatMay() {
        while true {
            let next = state.withLock { $0.isEnding ? nil : $0.queue.start() }
            guard let (subscriber, event) = next else {
                return
            }
            Task(executorPreference: OutboundClient.executor) { await self.deliver(event, to: subscriber) }
        }
    }

    private func didEnd(_ subscriber: Subscriber, isFailing: Bool) {
        let limit = isFailing ? settings.perFailingDestination : settings.perDestination
        let idle = state.withLock { state in
            state.queue.didEnd(for: subscriber, limit: limit)
            guard state.isEnding, state.queue.running == 0 else { return nil as CheckedContinuation<Void, Never>? }
            defer { state.whenIdle = nil }
            return state.whenIdle
        }
        idle?.resume()
        startWhatMay()
    }

    private func deliver(_ event: StoredEvent, to subscriber: Subscriber) async {
        tellListeners(of: event, subscriber)
        guard let destination = destination(of: subscriber) else {
            await report(.noDestination, of: event.id)
            didEnd(subscriber, isFailing: false)
            return
        }
        let webhook = Webhook(
            url: destination.url,
            eventID: event.id.text,
            type: event.type.text.description,
            body: event.body
        )
        let result = await attempt(webhook, at: destination)
        guard let (attempt, retryAfter) = result else {
            didEnd(subscriber, isFailing: false)
            return
        }
        await report(.attempted(attempt, retryAfterSeconds: retryAfter), of: event.id)
        await note(attempt, at: destination, of: subscriber)
        didEnd(subscriber, isFailing: !attempt.isSuccess)
    }

    /// Sends once; nil if this server's end cut it off.
    func attempt(
        _ webhook: Webhook,
        at destination: WebhookDestination
    ) async -> (DeliveryAttempt, retryAfterSeconds: Int64?)? {
        let startedAt = engine.clock.now()
        let began = MonotonicTime.current
        let request = webhook.request(at: startedAt, secrets: destination.secrets, version: version)
        var status: UInt16?
        var problem: String?
        var response = ""
        var retryAfter: Int64?
        do throws(OutboundProblem) {
            let answer = try await client.send(request, policy: destination.policy)
            status = UInt16(clamping: answer.status)
            response = String(decoding: answer.body.prefix(Limits.deliveryResponseBytes), as: UTF8.self)
            retryAfter = answer.field("retry-after").flatMap { Int64($0) }
        } catch {
            if error == .shutDown { return nil }
            problem = error.text
        }
        let nanoseconds = MonotonicTime.current.nanoseconds - began.nanoseconds
        let attempt = DeliveryAttempt(
            startedAt: startedAt,
            durationMilliseconds: nanoseconds / 1_000_000,
            status: status,
            problem: problem,
            response: response
        )
        (attempt.isSuccess ? metrics.delivered : metrics.failed).recordNanoseconds(nanoseconds)
        return (attempt, retryAfter)
    }

    /// Reports until it is logged: what a merchant has taken must not be sent again.
    private func report(_ report: DeliveryReport, of id: EventID) async {
        while true {
            let isLogged = await withCheckedContinuation { continuation in
                engine.report(report, of: id) { continuation.resume(returning: $0) }
            }
            if isLogged || state.withLock({ $0.isEnding }) { return }
            try? await Task.sleep(for: settings.reportAgain)
        }
    }
}

/// Those who listen without a destination.
extension DeliveryService {
    /// Tells a listener of each event of a merchant when it is first taken, until it is called off by the number.
    package func listen(to subscriber: Subscriber, _ listener: @escaping EventListener) -> UInt64 {
        let number = state.withLock { state in
            state.nextListener += 1
            state.listeners[subscriber, default: [:]][state.nextListener] = listener
            return state.nextListener
        }
        engine.listen(to: subscriber.merchant, subscriber.keyMode, isListening: true)
        return number
    }

    /// Tells a listener nothing more.
    package func endListening(_ number: UInt64, to subscriber: Subscriber) {
        let wasListening = state.withLock { state in
            let listener = state.listeners[subscriber]?.removeValue(forKey: number)
            if state.listeners[subscriber]?.isEmpty ?? false { state.listeners[subscriber] = nil }
            return listener != nil
        }
        if wasListening { engine.listen(to: subscriber.merchant, subscriber.keyMode, isListening: false) }
    }

    private func tellListeners(of event: StoredEvent, _ subscriber: Subscriber) {
        guard event.state.attempts.isEmpty, let listeners = state.withLock({ $0.listeners[subscriber] }) else {
            return
        }
        guard let secrets = destination(of: subscriber, url: "")?.secrets else {
            return
        }
        for listener in listeners.values { listener(event, secrets) }
    }
}

extension Subscriber {
    /// Whose event it is.
    init(of event: StoredEvent) {
        self.init(merchant: event.session.merchant, keyMode: event.session.keyMode)
    }
}
