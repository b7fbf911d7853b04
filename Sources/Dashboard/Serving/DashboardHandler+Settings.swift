import Checkout
import CheckoutEngine
import HTTPServing
import OpenPayments
import Pages
import Webhooks

/// `/dashboard/settings` and what is under it.
extension DashboardHandler {
    /// Shows the settings as they are now, with what a form has led to.
    func settingsPage(
        _ member: Member,
        status: Int = 200,
        _ remark: SettingsRemark? = nil,
        news: String? = nil
    ) -> HTTPResponse {
        let directory = engine.directory.current
        // A form may just have changed it.
        guard let merchant = directory.merchant(member.merchant.id) else {
            preconditionFailure("a merchant stays in the directory")
        }
        let now = Member(signIn: member.signIn, cookie: member.cookie, merchant: merchant, visit: member.visit)
        let secrets = try? WebhookSecrets.valid(
            for: merchant[member.keyMode],
            of: merchant.id,
            member.keyMode,
            vault: engine.vault,
            at: member.now
        )
        let content = SettingsContent(
            settingsMode: HTMLText(member.keyMode.text.description),
            merchant: MerchantContent(now, directory.logo(of: merchant.id), remark, paths),
            webhook: WebhookContent(now, remark, secret: secrets?.first, paths),
            wallet: WalletContent(now, remark, published: waitingKey(of: now), paths),
            signIns: SignInsContent(
                directory.signIns(of: merchant.id),
                refused: engine.directory.refusedSignIns(of: merchant.id),
                directory
            )
        )
        return page(status, content, member: now, news: news)
    }

    /// Does what a form of the settings asks for.
    func set(
        _ setting: Setting,
        _ fields: FormFields,
        _ member: Member,
        _ reply: HTTPReply
    ) throws(DashboardRefusal) {
        switch setting {
        case .merchant: try setMerchant(fields, member, reply)
        case .logo: try setLogo(fields, member, reply)
        case .logoRemoval: removeLogo(member, reply)
        case .webhook: try setWebhook(fields, member, reply)
        case .secret: try rollSecret(fields, member, reply)
        case .test: sendTest(member, reply)
        case .wallet: try setWallet(fields, member, reply)
        case .walletKey: makeWalletKey(member, reply)
        case .walletRemoval: removeWallet(member, reply)
        }
    }

    private func setMerchant(_ fields: FormFields, _ member: Member, _ reply: HTTPReply) throws(DashboardRefusal) {
        guard let typedName = fields["name"], let typedColor = fields["color"] else { throw .malformed }
        let (name, colorText) = (typedName.trimmed, typedColor.trimmed)
        let most = Checkout.Limits.merchantNameCharacters
        let nameProblem =
            TextProblem.findInName(name, characters: most) == nil
            ? nil : "A name has 1 to \(most.upperBound) characters, none of them a control character."
        let color = BrandColor(parsing: colorText)
        let colorProblem =
            color == nil && !colorText.isEmpty
            ? "A colour is # and six hexadecimal digits, such as #12594c; empty for the page’s own." : nil
        guard nameProblem == nil, colorProblem == nil else {
            let remark = SettingsRemark.merchant(
                name: typedName,
                color: typedColor,
                nameProblem: nameProblem,
                colorProblem: colorProblem
            )
            return reply.send(settingsPage(member, status: 422, remark))
        }
        complete(reply, member) { [self] in
            try await engine.directory.submit(.updateMerchant(member.merchant.id, [.name(name), .color(color)]))
            return redirect(to: paths.settings, .settingsChanged)
        }
    }

    private func setWebhook(_ fields: FormFields, _ member: Member, _ reply: HTTPReply) throws(DashboardRefusal) {
        guard let typed = fields["url"] else { throw .malformed }
        let url = typed.trimmed
        complete(reply, member) { [self] in
            do {
                let destination = url.isEmpty ? nil : url
                let secret = try await webhooks.setURL(destination, of: member.merchant, member.keyMode)
                guard let secret else { return redirect(to: paths.settings, .settingsChanged) }
                return settingsPage(member, .secret(secret.text), news: News.settingsChanged.sentence)
            } catch let problem as WebhookURLProblem {
                let remark = SettingsRemark.webhookURL(typed: typed, problem: problem.sentence)
                return settingsPage(member, status: 422, remark)
            }
        }
    }

    private func rollSecret(_ fields: FormFields, _ member: Member, _ reply: HTTPReply) throws(DashboardRefusal) {
        guard let overlap = fields["overlap"].flatMap({ Int64($0) }), Checkout.Limits.secretOverlapSeconds ~= overlap
        else { throw .malformed }
        complete(reply, member) { [self] in
            let secret = try await webhooks.rollSecret(
                overlapSeconds: overlap,
                of: member.merchant.id,
                member.keyMode
            )
            return settingsPage(member, .secret(secret.text))
        }
    }

    private func sendTest(_ member: Member, _ reply: HTTPReply) {
        complete(reply, member) { [self] in
            guard member.merchant[member.keyMode].webhookURL != nil else {
                return settingsPage(member, status: 422, .noTest("There is no webhook URL to send to. Set one first."))
            }
            let subscriber = Subscriber(merchant: member.merchant.id, keyMode: member.keyMode)
            guard let attempt = await deliveries.sendTest(to: subscriber) else {
                return settingsPage(member, status: 503, .noTest("Nothing can be sent there now."))
            }
            return settingsPage(member, .test(attempt))
        }
    }

    /// Answers with what a function makes, or with the page that tells why it made nothing.
    func complete(
        _ reply: HTTPReply,
        _ member: Member,
        _ body: @escaping @Sendable () async throws -> HTTPResponse
    ) {
        reply.complete(within: Limits.answerTime) { [self] in
            do {
                return try await body()
            } catch {
                return answer(to: DashboardRefusal(directory: error), member.visit, member)
            }
        }
    }
}
