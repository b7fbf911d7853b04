import Checkout
import CheckoutEngine
import HTTPServing
import Pages

/// `GET /dashboard`
extension DashboardHandler {
    /// Shows a page of sessions.
    func showPayments(_ query: FormFields?, _ member: Member, _ reply: HTTPReply) throws(DashboardRefusal) {
        let wish = PaymentsQuery(query)
        guard wish.problem == nil else {
            return reply.send(page(400, PaymentsContent(wish, nil, live: nil, paths), member: member))
        }
        let news = News(query)?.sentence
        // Before the list is made, so that the page hears of whatever is not on it.
        let live = paths.live(since: engine.lastSequence)
        let sessions = SessionQuery(
            merchant: member.merchant.id,
            keyMode: member.keyMode,
            before: wish.before,
            limit: Limits.pageLength,
            filters: wish.filters
        )
        engine.search(sessions) { [self] result in
            switch result {
            case .success(let found):
                reply.send(page(200, PaymentsContent(wish, found, live: live, paths), member: member, news: news))
            case .failure(let reason):
                reply.send(answer(to: DashboardRefusal(reason), member.visit, member))
            }
        }
    }
}
