import Checkout
import CheckoutEngine

/// What merchants have been told, and what must hold of it: nothing is lost, nothing is told again after its
/// acknowledgement was logged.
struct KnownEvents {
    /// Events whose acknowledgement is in the log.
    private var acknowledged: Set<EventID> = []

    /// A merchant's server has taken an event, and that is in the log.
    mutating func seeAcknowledged(_ id: EventID) {
        acknowledged.insert(id)
    }

    /// An event comes to a merchant's server.
    func receive(_ event: StoredEvent) throws {
        guard !acknowledged.contains(event.id) else {
            throw Violation("\(event.id.text) is sent again after its acknowledgement was logged")
        }
        let isSo =
            event.object == nil
            ? WebhookEventType(of: event.session.state.status) == event.type : event.type.isOfSubscription
        guard isSo else { throw Violation("\(event.id.text) tells of a session what is not so") }
    }

    /// Compares all sessions and events of a merchant who has a destination.
    func check(_ sessions: [StoredSession], _ events: [StoredEvent]) throws {
        let ended = Set(sessions.filter { $0.keyMode == .test && $0.state.status.isFinal }.map(\.id))
        guard Set(events.map(\.id)).count == events.count else { throw Violation("an event is listed twice") }
        let told = Set(events.filter { !$0.type.isOfSubscription }.map(\.session.id))
        guard ended == told else {
            throw Violation("\(ended.count) sessions have ended, and there are events of \(told.count)")
        }
        let news = Dictionary(grouping: events.filter(\.type.isOfSubscription), by: \.session.id)
        for session in sessions where session.keyMode == .test && session.state.subscription != nil {
            let told = news[session.id, default: []]
            guard
                Set(told.map(\.id)) == Set((1...max(told.count, 1)).map { EventID(of: session.id, number: UInt32($0)) })
            else {
                throw Violation("news of the subscription of \(session.id.text) are lost")
            }
        }
        for event in events where acknowledged.contains(event.id) && event.state.status != .delivered {
            throw Violation("\(event.id.text) was acknowledged, and is \(event.state.status)")
        }
    }
}
