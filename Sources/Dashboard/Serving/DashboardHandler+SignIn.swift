import Checkout
import CheckoutEngine
import Cryptography
import HTTPServing
import Pages

/// Signing in and out, and from one mode to the other.
extension DashboardHandler {
    /// What a token of the sign-in form is about.
    private static let signInSubject = "sign-in"

    /// The form that asks for a key.
    func signInPage(
        _ visit: Visit,
        status: Int = 200,
        problem: String? = nil,
        _ fields: [(String, String)] = []
    ) -> HTTPResponse {
        let content = SignInContent(paths, own: visit.own, problem: problem)
        guard visit.own.isPrivate else { return page(status, content, member: nil, fields) }
        let cookie = visit.cookie ?? SignInCookie(random: settings.random)
        var fields = fields
        if visit.cookie == nil { fields.append(setCookie(cookie, visit, seconds: nil)) }
        let token = tokens.token(of: Self.signInSubject, cookie: cookie.text)
        return page(status, content, member: nil, token: token, fields)
    }

    /// Answers `POST /dashboard/sign-in`.
    func takeSignIn(
        _ request: borrowing HTTPRequest,
        _ visit: Visit,
        _ reply: HTTPReply
    ) throws(DashboardRefusal) {
        let fields = try formFields(of: request, visit)
        guard visit.own.isPrivate else { return reply.send(signInPage(visit, status: 403)) }
        guard let cookie = visit.cookie,
            tokens.isValid(fields["token"], of: Self.signInSubject, cookie: cookie.text)
        else {
            return reply.send(signInPage(visit, status: 403, problem: SignInContent.wrongToken))
        }
        switch attempt(fields["key"], visit) {
        case .right(let key):
            signIns.end(cookie: cookie.text)
            reply.send(begin(OpenSignIn(key, endsAt: visit.now + Limits.signInSeconds), with: key, visit))
        case .wrong:
            reply.send(signInPage(visit, status: 403, problem: SignInContent.wrongKey))
        case .tooMany(let seconds):
            let wait = [("Retry-After", String(seconds))]
            reply.send(signInPage(visit, status: 429, problem: SignInContent.tooMany(seconds), wait))
        }
    }

    /// Answers `POST /dashboard/sign-out`.
    func signOut(_ member: Member) -> HTTPResponse {
        signIns.end(cookie: member.cookie.text)
        let own = member.visit.own
        let removal = SignInCookie.removal(under: paths.root, isSecure: own.wantsSecureCookie)
        return BrowserReply.redirect(to: paths.root, [("Set-Cookie", removal)])
    }

    /// Answers `GET /dashboard/mode`.
    func modePage(
        _ member: Member,
        status: Int = 200,
        problem: String? = nil,
        _ fields: [(String, String)] = []
    )
        -> HTTPResponse
    {
        page(status, ModeContent(member, paths, problem: problem), member: member, fields)
    }

    /// Answers `POST /dashboard/mode`.
    func turnMode(_ fields: FormFields, _ member: Member) throws(DashboardRefusal) -> HTTPResponse {
        let other: KeyMode = member.keyMode.isLive ? .test : .live
        if member.signIn.hasBothModes {
            guard signIns.change(cookie: member.cookie.text, { $0.turn(to: other) }) else { throw .signedOut }
            return redirect(to: paths.root, .modeTurned)
        }
        switch attempt(fields["key"], member.visit) {
        case .right(let key):
            guard key.keyMode == other else {
                return modePage(member, status: 422, problem: ModeContent.sameMode(other))
            }
            guard key.merchant == member.merchant.id else {
                return modePage(member, status: 422, problem: ModeContent.otherMerchant)
            }
            // The sign-in goes on under another cookie: what it may see has grown.
            var signIn = member.signIn
            guard signIn.add(key) else { throw .wrongToken }
            signIns.end(cookie: member.cookie.text)
            return begin(signIn, with: key, member.visit)
        case .wrong:
            return modePage(member, status: 422, problem: SignInContent.wrongKey)
        case .tooMany(let seconds):
            let wait = [("Retry-After", String(seconds))]
            return modePage(member, status: 429, problem: SignInContent.tooMany(seconds), wait)
        }
    }

    private func attempt(_ text: String?, _ visit: Visit) -> WrongKeyLimiter.Verdict<APIKey> {
        let digest = SHA256.digest(Array((text ?? "").filter { !$0.isWhitespace }.utf8))
        let verdict = wrongKeys.attempt(from: visit.address, at: visit.now) { engine.directory.authenticate(digest) }
        if case .wrong = verdict { engine.directory.noteRefusedSignIn(digest, from: visit.address) }
        return verdict
    }

    private func begin(_ signIn: OpenSignIn, with key: APIKey, _ visit: Visit) -> HTTPResponse {
        let cookie = SignInCookie(random: settings.random)
        signIns.begin(signIn, cookie: cookie.text, at: visit.now)
        engine.directory.noteUse(of: key, at: visit.now)
        engine.directory.noteSignIn(key, from: visit.address, browser: visit.browser)
        let seconds = signIn.endsAt - visit.now
        return BrowserReply.redirect(to: paths.root, [setCookie(cookie, visit, seconds: seconds)])
    }

    private func setCookie(_ cookie: SignInCookie, _ visit: Visit, seconds: Int64?) -> (String, String) {
        let line = cookie.line(under: paths.root, isSecure: visit.own.wantsSecureCookie, seconds: seconds)
        return ("Set-Cookie", line)
    }
}
