import Checkout
import CheckoutEngine
import HTTPServing
import Pages

/// `/dashboard/subscriptions` and what is under it.
extension DashboardHandler {
    /// Shows a page of subscriptions.
    func showSubscriptions(_ query: FormFields?, _ member: Member, _ reply: HTTPReply) {
        let wish = SubscriptionsQueryFields(query)
        guard wish.problem == nil else {
            return reply.send(page(400, SubscriptionsContent(wish, nil, paths), member: member))
        }
        let subscriptions = SubscriptionQuery(
            merchant: member.merchant.id,
            keyMode: member.keyMode,
            before: wish.before,
            limit: Limits.pageLength,
            status: wish.status
        )
        engine.listSubscriptions(subscriptions) { [self] result in
            switch result {
            case .success(let found):
                reply.send(page(200, SubscriptionsContent(wish, found, paths), member: member))
            case .failure(let reason):
                reply.send(answer(to: DashboardRefusal(reason), member.visit, member))
            }
        }
    }

    /// Shows a subscription.
    func showSubscription(_ id: SubscriptionID, _ news: News?, _ member: Member, _ reply: HTTPReply) {
        complete(reply, member) { [self] in
            guard let content = SubscriptionContent(try await subscription(id, member), paths) else {
                return answer(to: .unknown, member.visit, member)
            }
            return page(200, content, member: member, news: news?.sentence)
        }
    }

    /// Asks whether a subscription is really to end.
    func confirmCanceling(_ id: SubscriptionID, _ member: Member, _ reply: HTTPReply) {
        complete(reply, member) { [self] in
            let stored = try await subscription(id, member)
            guard stored.subscription.status != .canceled else {
                throw DashboardRefusal.conflict("The subscription is canceled already.")
            }
            return page(200, ConfirmContent(canceling: stored, paths), member: member)
        }
    }

    /// Answers `POST /dashboard/subscriptions/:id/cancel`.
    func cancelSubscription(_ id: SubscriptionID, _ member: Member, _ reply: HTTPReply) {
        let request = CancelSubscription(
            merchant: member.merchant.id,
            keyMode: member.keyMode,
            claim: nil,
            subscription: id,
            isUnderstood: true
        )
        engine.submit(request) { [self] outcome in
            switch outcome {
            case .done, .replayed: reply.send(redirect(to: paths.subscription(id), .subscriptionCanceled))
            case .notFound: reply.send(answer(to: .unknown, member.visit, member))
            case .subscriptionCanceled:
                let refusal = DashboardRefusal.conflict("The subscription is canceled already.")
                reply.send(answer(to: refusal, member.visit, member))
            case .unavailable(let reason): reply.send(answer(to: DashboardRefusal(reason), member.visit, member))
            case .refused, .keyReused, .invalid:
                preconditionFailure("there is no idempotency key, and a request about a subscription")
            }
        }
    }

    /// A subscription of this merchant and mode.
    private func subscription(_ id: SubscriptionID, _ member: Member) async throws -> StoredSubscription {
        guard let stored = try await engine.subscription(id), stored.session.merchant == member.merchant.id,
            stored.session.keyMode == member.keyMode
        else { throw DashboardRefusal.unknown }
        return stored
    }
}
