import Checkout
import CheckoutEngine
import HTTPServing
import Pages
import Webhooks

/// `/dashboard/webhooks` and what is under it.
extension DashboardHandler {
    /// Shows a page of events.
    func showEvents(
        _ query: FormFields?,
        _ member: Member,
        _ reply: HTTPReply,
        since: String? = nil,
        sinceProblem: String? = nil
    ) {
        let wish = EventsQueryFields(query)
        let resent = Resent(query)
        func content(_ found: Page<StoredEvent>?) -> EventsContent {
            EventsContent(wish, found, member, since: since, sinceProblem: sinceProblem, paths)
        }
        guard wish.problem == nil else { return reply.send(page(400, content(nil), member: member)) }
        let events = EventQuery(
            merchant: member.merchant.id,
            keyMode: member.keyMode,
            before: wish.before,
            limit: Limits.pageLength,
            filters: wish.filters
        )
        let status = sinceProblem == nil ? 200 : 422
        engine.listEvents(events) { [self] result in
            switch result {
            case .success(let found):
                let content = EventsContent(wish, found, member, since: since, sinceProblem: sinceProblem, paths)
                reply.send(page(status, content, member: member, news: resent?.sentence))
            case .failure(let reason):
                reply.send(answer(to: DashboardRefusal(reason), member.visit, member))
            }
        }
    }

    /// Shows an event with all that was sent and answered.
    func showEvent(_ id: EventID, _ news: News?, _ member: Member, _ reply: HTTPReply) {
        engine.readEvent(id, merchant: member.merchant.id, keyMode: member.keyMode) { [self] result in
            switch result {
            case .success(let event?):
                let requests = event.state.attempts.map { deliveries.sentRequest(of: $0, event) }
                let content = EventContent(event, requests, paths)
                reply.send(page(200, content, member: member, news: news?.sentence))
            case .success(nil):
                reply.send(answer(to: .unknown, member.visit, member))
            case .failure(let reason):
                reply.send(answer(to: DashboardRefusal(reason), member.visit, member))
            }
        }
    }

    /// Answers `POST /dashboard/webhooks/:id/resend`.
    func resend(_ id: EventID, _ member: Member, _ reply: HTTPReply) {
        engine.resendEvent(id, merchant: member.merchant.id, keyMode: member.keyMode) { [self] result in
            switch result {
            case .success(_?): reply.send(redirect(to: paths.event(id), .eventResent))
            case .success(nil): reply.send(answer(to: .unknown, member.visit, member))
            case .failure(let reason): reply.send(answer(to: DashboardRefusal(reason), member.visit, member))
            }
        }
    }

    /// Answers `POST /dashboard/webhooks/resend`.
    func resendFailed(_ fields: FormFields, _ member: Member, _ reply: HTTPReply) throws(DashboardRefusal) {
        guard let text = fields["since"] else { throw .malformed }
        guard let day = CalendarDay(parsing: text.trimmed) else {
            let problem = "A day is written like 2026-06-15."
            return showEvents(nil, member, reply, since: text, sinceProblem: problem)
        }
        reply.complete(within: Limits.answerTime) { [self] in
            do throws(Unavailability) {
                let count = try await engine.resendFailedEvents(
                    of: member.merchant.id,
                    member.keyMode,
                    since: day.start
                )
                return BrowserReply.redirect(to: "\(paths.webhooks)?\(Resent(count: count).query)")
            } catch {
                return answer(to: DashboardRefusal(error), member.visit, member)
            }
        }
    }
}
