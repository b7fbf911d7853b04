import Checkout
import CheckoutEngine
import HTTPServing
import Pages

/// The part of the settings that is about the merchant's logo.
extension DashboardHandler {
    /// Answers `GET /dashboard/settings/logo`.
    func logo(of member: Member) throws(DashboardRefusal) -> HTTPResponse {
        guard let logo = engine.directory.current.logo(of: member.merchant.id) else { throw .unknown }
        return BrowserReply.picture(logo, unless: member.visit.knownTag)
    }

    /// Takes a file, whatever the browser says of its name and kind.
    func setLogo(_ fields: FormFields, _ member: Member, _ reply: HTTPReply) throws(DashboardRefusal) {
        guard let file = fields.file("logo") else { throw .malformed }
        let logo: MerchantLogo
        do throws(LogoProblem) { logo = try MerchantLogo(bytes: file) } catch {
            return reply.send(refuseLogo(error, member, status: 422))
        }
        complete(reply, member) { [self] in
            try await engine.directory.submit(.setLogo(member.merchant.id, logo))
            return redirect(to: paths.settings, .settingsChanged)
        }
    }

    /// Takes the logo away.
    func removeLogo(_ member: Member, _ reply: HTTPReply) {
        complete(reply, member) { [self] in
            try await engine.directory.submit(.setLogo(member.merchant.id, nil))
            return redirect(to: paths.settings, .logoRemoved)
        }
    }

    /// The settings, with what is wrong with a file.
    func refuseLogo(_ problem: LogoProblem, _ member: Member, status: Int) -> HTTPResponse {
        settingsPage(member, status: status, .logo(problem: problem.sentence))
    }
}
