package import Checkout
package import Cryptography
package import HTTPServing
package import Pages
package import PaymentFlows
package import Reactors

/// What customers see: `/pay/:id` and what is under it, over a desk that does the work.
///
/// Plain pages and forms. A form's answer is a redirect, to the page or to the wallet; one that was filled in wrongly
/// gets the page again, with what was typed. Any number of requests of one session may run at once: the desk decides.
package final class PayPageHandler: HTTPHandler {
    let desk: any PaymentDesk
    let tokens: FormTokens
    let settings: Settings

    private let sessionLimiter: SubmissionLimiter
    private let walletLimiter: SubmissionLimiter
    private let addressLimiter: SubmissionLimiter
    private let callbackLimiter: SubmissionLimiter

    /// What the page is told of the world.
    package struct Settings: Sendable {
        let tokenKey: [UInt8]
        let random: RandomSource
        let isSecure: Bool
        let paths: PagePaths
        let trustedProxy: TrustedProxy?
        let now: @Sendable () -> Timestamp

        /// How long a form is waited for before its browser is sent to the page, which tells how it goes on.
        package var patience = Duration.seconds(5)

        /// How many forms of one session are taken.
        package var sessionForms = SubmissionAllowance(burst: 30, perSecond: 0.5)

        /// How many of them may name a wallet, which is then asked for a price.
        package var sessionWallets = SubmissionAllowance(burst: 10, perSecond: 1 / 30)

        /// How many forms from one address are taken.
        package var addressForms = SubmissionAllowance(burst: 300, perSecond: 5)

        /// How many wallets' answers that browsers bring from one address are looked at.
        package var callbacks = SubmissionAllowance(burst: 500, perSecond: 20)

        /// `tokenKey` is used for nothing else; `baseURL` is where customers reach the service; `trustedProxy` is
        /// believed when it names a customer's address; `now` tells how much time is left.
        package init(
            tokenKey: [UInt8],
            random: RandomSource,
            baseURL: String,
            trustedProxy: TrustedProxy?,
            now: @escaping @Sendable () -> Timestamp
        ) {
            self.tokenKey = tokenKey
            self.random = random
            isSecure = baseURL.hasPrefix("https://")
            paths = PagePaths(base: BrowserURL.path(of: baseURL))
            self.trustedProxy = trustedProxy
            self.now = now
        }
    }

    /// Pages over a desk.
    package init(desk: any PaymentDesk, settings: Settings) {
        self.desk = desk
        self.settings = settings
        tokens = FormTokens(key: settings.tokenKey)
        sessionLimiter = SubmissionLimiter(settings.sessionForms)
        walletLimiter = SubmissionLimiter(settings.sessionWallets)
        addressLimiter = SubmissionLimiter(settings.addressForms)
        callbackLimiter = SubmissionLimiter(settings.callbacks)
    }

    /// Whether a request is the page's to answer.
    package static func owns(_ request: borrowing HTTPRequest) -> Bool {
        let prefix = request.path.lowerBound..<min(request.path.upperBound, request.path.lowerBound + 5)
        return request.isEqual(prefix, "/pay/")
    }
}

extension PayPageHandler {
    /// Refuses a large body before it is read.
    package func admit(_ request: borrowing HTTPRequest, on reactor: Reactor) -> HTTPAdmission {
        guard (request.declaredLength ?? 0) <= Limits.formBytes else {
            return .refuse(notice(.tooLarge, Visit(request, trustedProxy: settings.trustedProxy)))
        }
        return .read
    }

    /// Answers a whole request.
    package func handle(_ request: borrowing HTTPRequest, on reactor: Reactor, reply: HTTPReply) {
        let visit = Visit(request, trustedProxy: settings.trustedProxy)
        do throws(PayRoute.Miss) {
            answer(try PayRoute(request), request, visit, at: reactor.now, reply)
        } catch {
            switch error {
            case .pathUnknown: reply.send(notice(.unknown, visit))
            case .methodNotAllowed(let allow): reply.send(notice(.methodNotAllowed, visit, [("Allow", allow)]))
            }
        }
    }

    /// Words a refusal of the server's own, which belongs to no page yet.
    package func response(to fault: HTTPFault) -> HTTPResponse {
        let words = PageWords(CustomerLocale(acceptLanguage: nil))
        return PageResponse.page(fault.status, NoticePage.badRequest.content(in: words, settings.paths))
    }

    private func answer(
        _ route: PayRoute,
        _ request: borrowing HTTPRequest,
        _ visit: Visit,
        at now: MonotonicTime,
        _ reply: HTTPReply
    ) {
        switch route {
        case .asset(let asset): reply.send(BrowserReply.asset(asset))
        case .page(let session):
            let hint = request.query.flatMap { PageHint(query: request.head[$0]) }
            complete(reply, visit) { [self] () throws(PaymentRefusal) in try await page(session, visit, hint) }
        case .status(let session):
            complete(reply, visit) { [self] () throws(PaymentRefusal) in try await status(session) }
        case .logo(let session):
            complete(reply, visit) { [self] () throws(PaymentRefusal) in try await logo(session, visit) }
        case .cancel(let session):
            complete(reply, visit) { [self] () throws(PaymentRefusal) in
                BrowserReply.redirect(to: try await desk.view(of: session).cancelURL)
            }
        case .callback(let token):
            takeCallback(token, request, visit, at: now, reply)
        case .submit(let session):
            takeForm(session, request, visit, at: now, reply)
        }
    }

    private func takeCallback(
        _ token: String,
        _ request: borrowing HTTPRequest,
        _ visit: Visit,
        at now: MonotonicTime,
        _ reply: HTTPReply
    ) {
        let query = request.query.map { request.text($0) } ?? ""
        guard query.utf8.count <= Limits.callbackQueryBytes else { return reply.send(notice(.unrecognized, visit)) }
        if let seconds = callbackLimiter.refusal(of: visit.address, at: now) {
            return reply.send(notice(.tooMany, visit, [("Retry-After", String(seconds))]))
        }
        complete(reply, visit) { [self] () throws(PaymentRefusal) in try await finish(token, query, visit) }
    }

    private func takeForm(
        _ session: SessionID,
        _ request: borrowing HTTPRequest,
        _ visit: Visit,
        at now: MonotonicTime,
        _ reply: HTTPReply
    ) {
        guard request.body.count <= Limits.formBytes else { return reply.send(notice(.tooLarge, visit)) }
        guard let fields = FormFields(request.body), let submission = Submission(fields) else {
            return reply.send(notice(.badRequest, visit))
        }
        let isProven = tokens.isValid(fields["token"], for: session, visitor: visit.visitor)
        let refusal =
            sessionLimiter.refusal(of: session, at: now) ?? addressLimiter.refusal(of: visit.address, at: now)
            ?? (isProven && submission.asksWallet ? walletLimiter.refusal(of: session, at: now) : nil)
        if let refusal {
            return reply.send(notice(.tooMany, visit, [("Retry-After", String(refusal))]))
        }
        complete(reply, visit) { [self] () throws(PaymentRefusal) in
            guard isProven else { return try await unproven(submission, session, visit) }
            return try await take(submission, session, visit)
        }
        // The first reply counts; the desk goes on with what was asked of it.
        let page = backToPage(session)
        _ = reply.reactor.schedule(at: now + settings.patience) { reply.send(page) }
    }

    /// Answers with what a function makes, or with the page that tells why it made nothing.
    private func complete(
        _ reply: HTTPReply,
        _ visit: Visit,
        _ body: @escaping @Sendable () async throws(PaymentRefusal) -> HTTPResponse
    ) {
        reply.complete(within: Limits.answerTime) { [self] in
            do throws(PaymentRefusal) {
                return try await body()
            } catch {
                return refusal(error, visit)
            }
        }
    }

    private func refusal(_ refusal: PaymentRefusal, _ visit: Visit) -> HTTPResponse {
        switch refusal {
        case .unknownSession:
            notice(.unknown, visit)
        case .unavailable(let seconds):
            notice(.unavailable, visit, [("Retry-After", String(seconds))])
        case .walletMalformed, .walletIsMerchants, .amountUnexpected, .amountOutOfBounds, .movedOn,
            .walletUnreachable:
            // Where these can come of what a customer did, the page is shown again instead.
            notice(.badRequest, visit)
        }
    }

    func notice(
        _ notice: NoticePage,
        _ visit: Visit,
        _ fields: [(String, String)] = []
    ) -> HTTPResponse {
        PageResponse.page(notice.status, notice.content(in: visit.words, settings.paths), fields)
    }
}
