import Bytes
import Checkout
import HTTPServing
import Pages
import PaymentFlows

extension PayPageHandler {
    /// Answers `GET /pay/:id`.
    func page(_ session: SessionID, _ visit: Visit, _ hint: PageHint?) async throws(PaymentRefusal) -> HTTPResponse {
        let view = try await desk.view(of: session)
        return show(view, visit, hint: hint.flatMap { $0.fits(view.stage) ? $0 : nil })
    }

    /// Answers `GET /pay/:id/status`.
    func status(_ session: SessionID) async throws(PaymentRefusal) -> HTTPResponse {
        let view = try await desk.view(of: session)
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("stage")
        writer.string(view.stage.name)
        writer.endObject()
        return BrowserReply.json(writer.bytes)
    }

    /// Answers `GET /pay/:id/logo`.
    func logo(_ session: SessionID, _ visit: Visit) async throws(PaymentRefusal) -> HTTPResponse {
        guard let logo = try await desk.view(of: session).logo else { return notice(.unknown, visit) }
        return BrowserReply.picture(logo, unless: visit.knownTag)
    }

    /// Answers `GET /pay/callback/:token`.
    func finish(_ token: String, _ query: String, _ visit: Visit) async throws(PaymentRefusal) -> HTTPResponse {
        switch try await desk.finish(callbackToken: token, query: query) {
        case .approved(let session): backToPage(session)
        case .seeminglyDeclined(let session): backToPage(session, .declined)
        case .undecided(let session): backToPage(session, .undecided)
        case .unrecognized:
            notice(.unrecognized, visit)
        }
    }

    /// A session's page, with a token for the browser that gets it.
    func show(
        _ view: PaymentView,
        _ visit: Visit,
        status: Int = 200,
        problem: String? = nil,
        hint: PageHint? = nil,
        entry: WalletEntry? = nil
    ) -> HTTPResponse {
        let visitor = visit.visitor ?? Visitor(random: settings.random)
        var page = SessionPage(
            view: view,
            words: visit.words,
            paths: settings.paths,
            token: tokens.token(for: view.session, visitor: visitor),
            now: settings.now()
        )
        page.problem = problem
        page.hint = hint
        page.entry = entry
        var fields: [(String, String)] = []
        if visit.visitor == nil {
            fields.append(("Set-Cookie", visitor.cookie(under: settings.paths.root, isSecure: settings.isSecure)))
        }
        var formOrigin: String?
        switch view.stage {
        case .completed: fields.append(("Refresh", "\(Limits.receiptSeconds); url=\(view.successURL)"))
        case .offered(let offer): formOrigin = BrowserURL.origin(of: offer.approvalOrigin)
        case .notPayable, .open, .outOfAttempts, .preparing, .awaitingApproval, .processing, .partiallyPaid, .expired,
            .canceled:
            break
        }
        return PageResponse.page(status, page.content, formOrigin: formOrigin, fields)
    }

    /// To the page of a session, which tells how it stands now.
    func backToPage(_ session: SessionID, _ hint: PageHint? = nil) -> HTTPResponse {
        BrowserReply.redirect(to: settings.paths.page(session) + (hint.map { "?" + $0.query } ?? ""))
    }
}
