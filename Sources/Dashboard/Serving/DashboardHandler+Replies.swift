import Checkout
import CheckoutEngine
import HTTPServing
import Pages

/// Pages as replies.
extension DashboardHandler {
    /// A page, for a member with all that members have around it.
    func page(
        _ status: Int,
        _ content: some BodyContent,
        member: Member?,
        token: String? = nil,
        news: String? = nil,
        _ fields: [(String, String)] = []
    ) -> HTTPResponse {
        let ownToken = member.map { tokens.token(of: $0.formSubject, cookie: $0.cookie.text) }
        let page = DashboardPage(
            title: HTMLText(content.title),
            styles: HTMLText(paths.base + PageAsset.styles.path),
            script: HTMLText(paths.base + PageAsset.script.path),
            token: (token ?? ownToken).map(HTMLText.init),
            frame: member.map { FrameContent($0, section: content.section, paths) },
            news: news.map(HTMLText.init),
            body: content.body
        )
        return BrowserReply.page(
            status,
            DashboardTemplate.render(page),
            language: "en",
            referrer: .itself,
            [("Vary", "Cookie")] + fields
        )
    }

    /// The page that says why nothing was done.
    func answer(to refusal: DashboardRefusal, _ visit: Visit, _ member: Member?) -> HTTPResponse {
        switch refusal {
        case .unknown: page(404, NoticeContent.unknown, member: member)
        case .methodNotAllowed(let allow): page(405, NoticeContent.malformed, member: member, [("Allow", allow)])
        case .signedOut: signInPage(visit, status: 403, problem: SignInContent.signedOut)
        case .tooLarge: page(413, NoticeContent.tooLarge, member: member)
        case .logoTooLarge:
            member.map { refuseLogo(.tooLarge(maximum: Checkout.Limits.logoBytes), $0, status: 413) }
                ?? page(413, NoticeContent.tooLarge, member: nil)
        case .malformed: page(400, NoticeContent.malformed, member: member)
        case .foreignOrigin: page(403, NoticeContent.foreignOrigin(visit.own.origin), member: member)
        case .wrongToken: page(403, NoticeContent.wrongToken, member: member)
        case .conflict(let text): page(409, NoticeContent.conflict(text), member: member)
        case .unavailable: page(503, NoticeContent.unavailable, member: member, [("Retry-After", "1")])
        }
    }

    /// What somebody finds who is not signed in.
    func door(_ visit: Visit, _ request: borrowing HTTPRequest) -> HTTPResponse {
        // A link on another site leads here without the cookie: going there again by ourselves brings it along.
        if visit.isFromElsewhere, visit.cookie == nil {
            let here = paths.base + request.text(request.targetRange)
            return page(200, NoticeContent.opening, member: nil, [("Refresh", "0; url=\(here)")])
        }
        guard request.text(request.path) == "/dashboard" else { return BrowserReply.redirect(to: paths.root) }
        return signInPage(visit)
    }

    /// To a page that tells what was done.
    func redirect(to path: String, _ news: News) -> HTTPResponse {
        BrowserReply.redirect(to: "\(path)?\(news.query)")
    }
}
