import Checkout
import CheckoutEngine
import HTTPServing

/// `GET /dashboard/overview`
extension DashboardHandler {
    /// Shows the last days.
    func showOverview(_ member: Member, _ reply: HTTPReply) {
        engine.overview(of: member.merchant.id, member.keyMode) { [self] overview in
            reply.send(page(200, OverviewContent(overview), member: member))
        }
    }
}
