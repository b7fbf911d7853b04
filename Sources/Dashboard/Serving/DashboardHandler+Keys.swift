import Checkout
import CheckoutEngine
import HTTPServing
import Pages

/// `/dashboard/keys` and what is under it.
extension DashboardHandler {
    /// Shows the keys of the mode that is looked at.
    func keysPage(
        _ member: Member,
        status: Int = 200,
        made: MadeKey? = nil,
        problem: String? = nil,
        name: String = "",
        news: String? = nil
    ) -> HTTPResponse {
        let keys = engine.directory.current.keys(of: member.merchant.id).filter { $0.keyMode == member.keyMode }
        let content = KeysContent(keys, member, made: made, problem: problem, name: name, paths)
        return page(status, content, member: member, news: news)
    }

    /// Answers `POST /dashboard/keys` with the one page that shows the key.
    func createKey(_ fields: FormFields, _ member: Member, _ reply: HTTPReply) throws(DashboardRefusal) {
        guard let typed = fields["name"] else { throw .malformed }
        let name = typed.trimmed
        guard !name.isEmpty, TextProblem.findInName(name, characters: Checkout.Limits.keyNameCharacters) == nil else {
            return reply.send(keysPage(member, status: 422, problem: KeysContent.wrongName, name: typed))
        }
        reply.complete(within: Limits.answerTime) { [self] in
            do {
                let made = try await engine.createKey(of: member.merchant.id, member.keyMode, name: name)
                return keysPage(member, made: MadeKey(text: made.secret.text, name: name))
            } catch {
                return answer(to: DashboardRefusal(directory: error), member.visit, member)
            }
        }
    }

    /// Asks whether a key is really to be revoked.
    func confirmRevoking(_ id: KeyID, _ member: Member) throws(DashboardRefusal) -> HTTPResponse {
        page(200, ConfirmContent(revoking: try key(id, member), member, paths), member: member)
    }

    /// Answers `POST /dashboard/keys/:id/revoke`.
    func revokeKey(_ id: KeyID, _ member: Member, _ reply: HTTPReply) {
        reply.complete(within: Limits.answerTime) { [self] in
            do {
                _ = try key(id, member)
                try await engine.revokeKey(id, of: member.merchant.id)
                return redirect(to: paths.keys, .keyRevoked)
            } catch {
                return answer(to: DashboardRefusal(directory: error), member.visit, member)
            }
        }
    }

    /// A key that opens something, of this merchant and mode.
    private func key(_ id: KeyID, _ member: Member) throws(DashboardRefusal) -> APIKey {
        guard let key = engine.directory.current.key(id), key.merchant == member.merchant.id,
            key.keyMode == member.keyMode
        else { throw .unknown }
        guard key.revokedAt == nil else { throw .conflict("This key is revoked already.") }
        return key
    }
}

extension DashboardRefusal {
    /// What stands behind an error: a refusal as it is, or what the directory says of a change.
    init(directory error: any Error) {
        switch error {
        case let refusal as DashboardRefusal: self = refusal
        case DirectoryViolation.keyUnknown, DirectoryViolation.merchantUnknown: self = .unknown
        case DirectoryViolation.keyRevoked: self = .conflict("This key is revoked already.")
        case is DirectoryViolation: self = .malformed
        case _: self = .unavailable
        }
    }
}
