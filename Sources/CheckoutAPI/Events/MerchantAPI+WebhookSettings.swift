import Bytes
import Checkout
import CheckoutEngine
import HTTPServing
import OutboundHTTP
import Webhooks

/// What stands behind the routes of webhook settings, which are a mode's.
extension MerchantAPI {
    /// `GET /api/webhook_settings`.
    func readWebhookSettings(
        _ request: borrowing HTTPRequest,
        _ caller: Caller,
        _ exchange: Exchange
    ) throws(APIError) {
        try QueryParameters(of: request, allowing: []).end()
        let body = settings(of: merchant(of: caller), caller.keyMode, secret: nil, at: engine.clock.now())
        finish(exchange, ResponseFormat.json(200, body, exchange.id))
    }

    /// `POST /api/webhook_settings`.
    func setWebhook(_ request: borrowing HTTPRequest, _ caller: Caller, _ exchange: Exchange) throws(APIError) {
        let body = try JSONBody.read(request)
        let claim = try idempotencyKeys.claim(of: request, caller, body)
        var fields = RequestFields(of: request, body, allowing: ["url"])
        let url = fields.optionalText("url")
        if let url, let problem = problem(with: url, for: caller.keyMode) { fields.note("url", problem) }
        let merchant = merchant(of: caller)
        try change(caller, claim, refusal: fields.refusal, exchange) {
            try webhooks.settingURL(url, of: merchant, caller.keyMode)
        }
    }

    /// `POST /api/webhook_settings/roll`.
    func rollWebhookSecret(_ request: borrowing HTTPRequest, _ caller: Caller, _ exchange: Exchange) throws(APIError) {
        let body = try JSONBody.readIfPresent(request)
        let claim = try idempotencyKeys.claim(of: request, caller, body)
        var fields = RequestFields(of: request, body, allowing: ["overlap_seconds"])
        let overlap =
            fields.integer("overlap_seconds", in: Limits.secretOverlapSeconds) ?? Limits.secretOverlapDefaultSeconds
        try change(caller, claim, refusal: fields.refusal, exchange) {
            let rolling = try webhooks.rollingSecret(
                overlapSeconds: overlap,
                of: caller.merchant,
                caller.keyMode
            )
            return ([rolling.change], rolling.secret)
        }
    }

    /// `POST /api/webhook_settings/test`.
    func testWebhook(_ request: borrowing HTTPRequest, _ caller: Caller, _ exchange: Exchange) throws(APIError) {
        let body = try JSONBody.readIfPresent(request)
        let claim = try idempotencyKeys.claim(of: request, caller, body)
        let refusal = RequestFields(of: request, body, allowing: []).refusal ?? refusalOfTest(by: caller)
        let subscriber = Subscriber(merchant: caller.merchant, keyMode: caller.keyMode)
        let test = KeyedOperation(claim: claim, isUnderstood: refusal == nil) { [deliveries] finish in
            Task {
                let attempt = await deliveries.sendTest(to: subscriber)
                finish(attempt.map { .success(EventFormat.body(ofTest: $0)) } ?? .failure(.overloaded))
            }
        }
        engine.submit(test) { [self] outcome in
            finish(exchange, outcome, about: .merchant, refusal: refusal)
        }
    }

    private func refusalOfTest(by caller: Caller) -> APIError? {
        guard merchant(of: caller)[caller.keyMode].webhookURL == nil else { return nil }
        return .invalid(.parameterInvalid, "There is no webhook URL to send to. Set one first.", param: "url")
    }

    private func merchant(of caller: Caller) -> Merchant {
        guard let merchant = engine.directory.current.merchant(caller.merchant) else {
            preconditionFailure("a key's merchant is in the directory")
        }
        return merchant
    }

    /// Why nothing would ever be sent to a URL.
    private func problem(with url: String, for keyMode: KeyMode) -> String? {
        do throws(WebhookURLProblem) {
            try webhooks.check(url, keyMode)
            return nil
        } catch {
            switch error {
            case .malformed(let problem):
                return "'url' \(problem.message)."
            case .unreachable(let problem):
                let local =
                    webhooks.policy(keyMode) == .allowingLocal
                    ? " On this server, test events may also go to this machine itself, and there over http." : ""
                return "Nothing can be sent to 'url': \(problem.text). It is an https URL with a public host name."
                    + local
            }
        }
    }

    /// Makes a change, and answers with the settings as they are after it, and with the secret that it has made.
    private func change(
        _ caller: Caller,
        _ claim: IdempotencyClaim?,
        refusal: APIError?,
        _ exchange: Exchange,
        _ make: () throws -> (changes: [MerchantChange], secret: WebhookSecret?)
    ) throws(APIError) {
        let made: (changes: [MerchantChange], secret: WebhookSecret?)?
        do {
            made = refusal == nil ? try make() : nil
        } catch {
            throw .unexpected
        }
        let change = ChangeMerchant(
            merchant: caller.merchant,
            claim: claim,
            changes: made?.changes,
            showsSecret: made?.secret != nil
        ) { [self] merchant, now in
            settings(of: merchant, caller.keyMode, secret: made?.secret, at: now)
        }
        engine.submit(change) { [self] outcome in
            finish(exchange, outcome, about: .merchant, refusal: refusal)
        }
    }

    private func settings(
        of merchant: Merchant,
        _ keyMode: KeyMode,
        secret: WebhookSecret?,
        at now: Timestamp
    ) -> [UInt8] {
        let settings = merchant[keyMode]
        let secrets = try? WebhookSecrets.valid(
            for: settings,
            of: merchant.id,
            keyMode,
            vault: engine.vault,
            at: now
        )
        let previousUntil = settings.webhook.previousSecretExpiresAt.flatMap { $0 > now ? $0 : nil }
        var json = JSONWriter()
        json.beginObject()
        json.name("object")
        json.string("webhook_settings")
        json.name("livemode")
        json.boolean(keyMode.isLive)
        for (name, value) in [
            ("url", settings.webhookURL), ("status", settings.webhook.disabledReason == nil ? "enabled" : "disabled"),
            ("disabled_reason", settings.webhook.disabledReason),
            ("secret_last4", (secrets?.first).map { String($0.text.suffix(4)) }),
            ("previous_secret_expires_at", previousUntil?.text),
            ("updated_at", (settings.webhook.updatedAt ?? merchant.createdAt).text),
        ] {
            json.name(name)
            if let value { json.string(value) } else { json.null() }
        }
        if let secret {
            json.name("secret")
            json.string(secret.text)
        }
        json.endObject()
        return json.bytes
    }
}
