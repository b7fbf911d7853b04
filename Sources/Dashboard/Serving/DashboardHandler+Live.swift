import Checkout
import CheckoutEngine
import HTTPServing
import Pages
import Reactors

/// `GET /dashboard/live`
extension DashboardHandler {
    /// Tells a page of new sessions and changes until it is gone, or its sign-in is over.
    ///
    /// The page says where the log stood before it was made. What happened since then was told to nobody: it is told to
    /// look again, also where only others' sessions have changed.
    func followSessions(_ query: FormFields?, _ member: Member, _ reply: HTTPReply) {
        guard let key = member.signIn.keys[member.keyMode] else {
            preconditionFailure("a mode is looked at with a key of it")
        }
        // The news may come before the head is sent: the stream is begun first, and ended if nobody tells.
        let fields = "Content-Type: text/event-stream\r\nCache-Control: no-store\r\nX-Accel-Buffering: no\r\n"
        let head = HTTPResponse(status: 200, fields: Array(fields.utf8), body: Array("retry: 5000\n\n".utf8))
        let live = LiveStream(reply.stream(head))
        guard let number = liveStreams.add(live) else { return live.end(telling: false) }
        let follower = engine.follow(member.merchant.id, member.keyMode, as: key) { live.tell($0) }
        guard let follower else {
            liveStreams.remove(number)
            return live.end(telling: false)
        }
        live.keep(follower)
        // Behind the registration: what is recorded from now on is told, what was recorded before is seen here.
        if query?["since"] != String(engine.lastSequence) { live.tellOfThePast() }
        beat(live, number, member, on: reply.reactor)
    }

    private func beat(_ live: LiveStream, _ number: UInt64, _ member: Member, on reactor: Reactor) {
        _ = reactor.schedule(at: reactor.now + settings.heartbeat) { [self] in
            var visit = member.visit
            visit.now = settings.now()
            let signIn = self.member(of: visit)?.signIn
            guard live.isOpen, signIn?.keyMode == member.keyMode else {
                liveStreams.remove(number)
                return live.end(telling: true)
            }
            live.beat()
            beat(live, number, member, on: reactor)
        }
    }
}
