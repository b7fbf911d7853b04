import Checkout

/// Sending an event again, as merchants ask for it.
extension Shard {
    /// Decides and records at the event; one that is just being sent is left at that.
    func perform(_ request: ResendEvent) -> ChangeResult {
        guard let id = request.event, let event = findEvent(id, request.merchant, request.keyMode) else {
            return .not(.notFound, after: state.lastRemoval)
        }
        let now = context.clock.now()
        guard !eventsUnderWay.contains(id) else {
            return record([], reply: request.reply(event), request.claim, at: now, behind: event.lastSequence)
        }
        var delivery = event.state
        DeliveryRules.apply(.resent, at: now, to: &delivery)
        let resent = event.replacing(state: delivery, at: event.lastSequence)
        defer { sendDueEvents(at: now) }
        return record(
            [Event(at: now, .deliveryChanged(id, .resent))],
            reply: request.reply(resent),
            request.claim,
            at: now,
            behind: event.lastSequence
        )
    }
}
