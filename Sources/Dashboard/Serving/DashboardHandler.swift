package import Checkout
package import CheckoutEngine
package import Cryptography
package import HTTPServing
import Pages
package import PaymentFlows
package import Reactors
package import Webhooks

/// Where merchants look after their payments: `/dashboard` and what is under it, over the engine.
///
/// Plain pages and forms. What a form has done is told by the page that its answer leads to. All that a page shows or a
/// form changes is asked of the engine in the name of the merchant and the mode that are signed in, never by what the
/// request says of them.
package final class DashboardHandler: HTTPHandler {
    let engine: Engine
    let deliveries: DeliveryService
    let webhooks: WebhookSetup
    let wallets: WalletSetup
    let settings: Settings
    let tokens: FormTokens
    let paths: DashboardPaths
    let signIns = OpenSignIns()
    let wrongKeys = WrongKeyLimiter()
    let liveStreams = LiveStreams()

    /// What the dashboard is told of the world.
    package struct Settings: Sendable {
        let random: RandomSource
        let baseURL: String?
        let trustedProxy: TrustedProxy?
        let now: @Sendable () -> Timestamp

        /// How often a page that hears of news is looked after.
        package var heartbeat = Duration.seconds(15)

        /// `baseURL` is where browsers reach the service, if the operator has said so; `trustedProxy` is believed when
        /// it names a browser's address.
        package init(
            random: RandomSource,
            baseURL: String?,
            trustedProxy: TrustedProxy?,
            now: @escaping @Sendable () -> Timestamp
        ) {
            self.random = random
            self.baseURL = baseURL
            self.trustedProxy = trustedProxy
            self.now = now
        }
    }

    /// The dashboard of an engine's merchants, whose events go out through `deliveries`, and who are paid at wallets
    /// that `wallets` asks.
    package init(engine: Engine, deliveries: DeliveryService, wallets: WalletSetup, settings: Settings) {
        self.engine = engine
        self.deliveries = deliveries
        self.wallets = wallets
        webhooks = WebhookSetup(engine: engine, deliveries: deliveries)
        self.settings = settings
        tokens = FormTokens(key: engine.vault.derivedKey(for: "dashboard forms"))
        paths = DashboardPaths(base: BrowserURL.path(of: settings.baseURL ?? ""))
    }

    /// Ends what would keep the server from ending: pages that hear of news.
    package func shutdown() {
        liveStreams.endAll()
    }

    /// Whether a request is the dashboard's to answer.
    package static func owns(_ request: borrowing HTTPRequest) -> Bool {
        let root: StaticString = "/dashboard"
        let (start, count) = (request.path.lowerBound, root.utf8CodeUnitCount)
        guard request.path.count >= count, request.isEqual(start..<start + count, root) else { return false }
        return request.path.count == count || request.isEqual(start + count..<start + count + 1, "/")
    }
}

extension DashboardHandler {
    /// Refuses a large body before it is read.
    package func admit(_ request: borrowing HTTPRequest, on reactor: Reactor) -> HTTPAdmission {
        let length = request.declaredLength ?? 0
        guard length > Limits.formBytes else { return .read }
        let visit = Visit(request, settings)
        guard case .form(let form) = try? DashboardRoute(request) else {
            return .refuse(answer(to: .tooLarge, visit, nil))
        }
        return length <= form.bodyBytes ? .read : .refuse(answer(to: form.lengthRefusal, visit, member(of: visit)))
    }

    /// Answers a whole request.
    package func handle(_ request: borrowing HTTPRequest, on reactor: Reactor, reply: HTTPReply) {
        let visit = Visit(request, settings)
        let member = member(of: visit)
        do throws(DashboardRefusal) {
            switch try DashboardRoute(request) {
            case .styles: reply.send(BrowserReply.asset(.styles))
            case .script: reply.send(BrowserReply.asset(.script))
            case .signIn: try takeSignIn(request, visit, reply)
            case .form(let form):
                let fields = try formFields(of: request, visit, bytes: form.bodyBytes, beyond: form.lengthRefusal)
                guard let member else { throw .signedOut }
                try check(fields, member)
                try take(form, fields, member, reply)
            case .live:
                guard let member else { throw .signedOut }
                guard request.method == .get else { throw .methodNotAllowed(allow: "GET") }
                followSessions(try query(of: request), member, reply)
            case .logo:
                guard let member else { throw .signedOut }
                reply.send(try logo(of: member))
            case .payments, .session, .confirmChange, .keys, .confirmRevoking, .mode, .overview, .settings, .events,
                .event, .subscriptions, .subscription, .confirmCanceling:
                guard let member else { return reply.send(door(visit, request)) }
                try show(try DashboardRoute(request), request, member, reply)
            }
        } catch {
            reply.send(answer(to: error, visit, member))
        }
    }

    /// Words a refusal of the server's own, which belongs to no page yet.
    package func response(to fault: HTTPFault) -> HTTPResponse {
        page(fault.status, NoticeContent.malformed, member: nil)
    }

    /// Who is signed in behind a request's cookie; nil once a key that was shown for it is revoked.
    func member(of visit: Visit) -> Member? {
        guard let cookie = visit.cookie, let signIn = signIns.find(cookie: cookie.text, at: visit.now) else {
            return nil
        }
        let directory = engine.directory.current
        let areGood = signIn.keys.values.allSatisfy { id in directory.key(id).map { $0.revokedAt == nil } ?? false }
        guard areGood, let merchant = directory.merchant(signIn.merchant) else {
            signIns.end(cookie: cookie.text)
            return nil
        }
        return Member(signIn: signIn, cookie: cookie, merchant: merchant, visit: visit)
    }

    private func show(
        _ route: DashboardRoute,
        _ request: borrowing HTTPRequest,
        _ member: Member,
        _ reply: HTTPReply
    ) throws(DashboardRefusal) {
        let query = try query(of: request)
        switch route {
        case .payments: try showPayments(query, member, reply)
        case .session(let id): showSession(id, News(query), member, reply)
        case .confirmChange(let id, let change): confirm(change, of: id, member, reply)
        case .keys: reply.send(keysPage(member, news: News(query)?.sentence))
        case .confirmRevoking(let id): reply.send(try confirmRevoking(id, member))
        case .mode: reply.send(modePage(member))
        case .overview: showOverview(member, reply)
        case .settings: reply.send(settingsPage(member, news: News(query)?.sentence))
        case .events: showEvents(query, member, reply)
        case .event(let id): showEvent(id, News(query), member, reply)
        case .subscriptions: showSubscriptions(query, member, reply)
        case .subscription(let id): showSubscription(id, News(query), member, reply)
        case .confirmCanceling(let id): confirmCanceling(id, member, reply)
        case .styles, .script, .logo, .signIn, .form, .live: preconditionFailure("what is shown is a page")
        }
    }

    private func take(
        _ form: DashboardForm,
        _ fields: FormFields,
        _ member: Member,
        _ reply: HTTPReply
    ) throws(DashboardRefusal) {
        switch form {
        case .signOut: reply.send(signOut(member))
        case .turnMode: reply.send(try turnMode(fields, member))
        case .createKey: try createKey(fields, member, reply)
        case .revokeKey(let id): revokeKey(id, member, reply)
        case .change(let id, let change): self.change(id, change, member, reply)
        case .set(let setting): try set(setting, fields, member, reply)
        case .cancelSubscription(let id): cancelSubscription(id, member, reply)
        case .resend(let id): resend(id, member, reply)
        case .resendFailed: try resendFailed(fields, member, reply)
        }
    }
}
