import Checkout
import CheckoutEngine
import HTTPServing
import Pages

/// `/dashboard/sessions/:id` and what is under it.
extension DashboardHandler {
    /// Shows a session with all that is known of it.
    func showSession(_ id: SessionID, _ news: News?, _ member: Member, _ reply: HTTPReply) {
        // Before the session is read, so that the page hears of whatever is not on it.
        let live = paths.live(since: engine.lastSequence)
        read(id, member, reply) { [self] payment in
            engine.timeline(of: id, merchant: member.merchant.id, keyMode: member.keyMode) { [self] timeline in
                engine.readEvent(EventID(of: id), merchant: member.merchant.id, keyMode: member.keyMode) {
                    [self] event in
                    reply.send(sessionPage(payment, timeline, event, news, live: live, member))
                }
            }
        }
    }

    /// Asks whether a session is really to end.
    func confirm(_ change: SessionChange, of id: SessionID, _ member: Member, _ reply: HTTPReply) {
        read(id, member, reply) { [self] payment in
            guard payment.session.state.status.isStoppable else {
                let refusal = DashboardRefusal.conflict(SessionRuleViolation.sentence(of: payment.session.state.status))
                return reply.send(answer(to: refusal, member.visit, member))
            }
            let content = ConfirmContent(change, of: payment.session, paths)
            reply.send(page(200, content, member: member))
        }
    }

    /// Ends a session.
    func change(_ id: SessionID, _ change: SessionChange, _ member: Member, _ reply: HTTPReply) {
        let request = ChangeSession(
            merchant: member.merchant.id,
            keyMode: member.keyMode,
            claim: nil,
            session: id,
            command: change.command
        )
        engine.submit(request) { [self] outcome in
            switch outcome {
            case .done, .replayed: reply.send(redirect(to: paths.session(id), change.news))
            case .notFound: reply.send(answer(to: .unknown, member.visit, member))
            case .refused(let violation): reply.send(answer(to: .conflict(violation.sentence), member.visit, member))
            case .unavailable(let reason): reply.send(answer(to: DashboardRefusal(reason), member.visit, member))
            case .keyReused, .invalid, .subscriptionCanceled:
                preconditionFailure("there is no idempotency key, and a command of a session")
            }
        }
    }

    private func read(
        _ id: SessionID,
        _ member: Member,
        _ reply: HTTPReply,
        then proceed: @escaping @Sendable (SessionPayment) -> Void
    ) {
        engine.readSession(id, merchant: member.merchant.id, keyMode: member.keyMode) { [self] result in
            switch result {
            case .success(let payment?): proceed(payment)
            case .success(nil): reply.send(answer(to: .unknown, member.visit, member))
            case .failure(let reason): reply.send(answer(to: DashboardRefusal(reason), member.visit, member))
            }
        }
    }

    private func sessionPage(
        _ payment: SessionPayment,
        _ timeline: Result<[TimelineEntry]?, Unavailability>,
        _ event: Result<StoredEvent?, Unavailability>,
        _ news: News?,
        live: String,
        _ member: Member
    ) -> HTTPResponse {
        do throws(Unavailability) {
            let entries = try timeline.get() ?? []
            guard let content = SessionContent(payment, entries, try event.get(), live: live, paths) else {
                return answer(to: .unknown, member.visit, member)
            }
            return page(200, content, member: member, news: news?.sentence)
        } catch {
            return answer(to: DashboardRefusal(error), member.visit, member)
        }
    }
}
