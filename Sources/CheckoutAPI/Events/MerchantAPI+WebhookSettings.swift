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
        _ = try QueryParameters(of: request, allowing: [])
        finish(exchange, settings(of: caller, secret: nil, exchange))
    }

    /// `POST /api/webhook_settings`.
    func setWebhook(_ request: borrowing HTTPRequest, _ caller: Caller, _ exchange: Exchange) throws(APIError) {
        _ = try QueryParameters(of: request, allowing: [])
        let body = try JSONBody.read(request)
        _ = try idempotencyKeys.claim(of: request, caller, body)
        let fields = try RequestFields(of: body, allowing: ["url"])
        let url = try fields.optionalText("url")
        if let url { try check(url, for: caller.keyMode) }
        try fields.end()
        let merchant = merchant(of: caller)
        change(caller, exchange) { [webhooks] in try await webhooks.setURL(url, of: merchant, caller.keyMode) }
    }

    /// `POST /api/webhook_settings/roll`.
    func rollWebhookSecret(_ request: borrowing HTTPRequest, _ caller: Caller, _ exchange: Exchange) throws(APIError) {
        _ = try QueryParameters(of: request, allowing: [])
        let body = try JSONBody.readIfPresent(request)
        _ = try idempotencyKeys.claim(of: request, caller, body)
        let fields = try RequestFields(of: body, allowing: ["overlap_seconds"])
        let overlap =
            try fields.integer("overlap_seconds", in: Limits.secretOverlapSeconds) ?? Limits.secretOverlapDefaultSeconds
        try fields.end()
        change(caller, exchange) { [webhooks] in
            try await webhooks.rollSecret(overlapSeconds: overlap, of: caller.merchant, caller.keyMode)
        }
    }

    /// `POST /api/webhook_settings/test`.
    func testWebhook(_ request: borrowing HTTPRequest, _ caller: Caller, _ exchange: Exchange) throws(APIError) {
        _ = try QueryParameters(of: request, allowing: [])
        let body = try JSONBody.readIfPresent(request)
        _ = try idempotencyKeys.claim(of: request, caller, body)
        try RequestFields(of: body, allowing: []).end()
        guard merchant(of: caller)[caller.keyMode].webhookURL != nil else {
            throw .invalid(.parameterInvalid, "There is no webhook URL to send to. Set one first.", param: "url")
        }
        Task {
            let subscriber = Subscriber(merchant: caller.merchant, keyMode: caller.keyMode)
            guard let attempt = await deliveries.sendTest(to: subscriber) else {
                finish(exchange, APIError(.overloaded))
                return
            }
            var json = JSONWriter()
            EventFormat.write(attempt, number: nil, to: &json)
            finish(exchange, ResponseFormat.json(200, json.bytes, exchange.id))
        }
    }

    private func merchant(of caller: Caller) -> Merchant {
        guard let merchant = engine.directory.current.merchant(caller.merchant) else {
            preconditionFailure("a key's merchant is in the directory")
        }
        return merchant
    }

    /// Refuses a URL to which nothing would ever be sent.
    private func check(_ text: String, for keyMode: KeyMode) throws(APIError) {
        do throws(WebhookURLProblem) {
            try webhooks.check(text, keyMode)
        } catch {
            switch error {
            case .malformed(let problem):
                throw .invalid(.parameterInvalid, "'url' \(problem.message).", param: "url")
            case .unreachable(let problem):
                let local =
                    webhooks.policy(keyMode) == .allowingLocal
                    ? " On this server, test events may also go to this machine itself, and there over http." : ""
                throw .invalid(
                    .parameterInvalid,
                    "Nothing can be sent to 'url': \(problem.text). It is an https URL with a public host name."
                        + local,
                    param: "url"
                )
            }
        }
    }

    /// Answers with the settings as they are after a change, and with the secret that it has made.
    private func change(
        _ caller: Caller,
        _ exchange: Exchange,
        _ body: @escaping @Sendable () async throws -> WebhookSecret?
    ) {
        Task {
            do {
                let secret = try await body()
                finish(exchange, settings(of: caller, secret: secret, exchange))
            } catch let reason as Unavailability {
                finish(exchange, APIError(reason))
            } catch {
                finish(exchange, .unexpected)
            }
        }
    }

    private func settings(of caller: Caller, secret: WebhookSecret?, _ exchange: Exchange) -> HTTPResponse {
        let merchant = merchant(of: caller)
        let settings = merchant[caller.keyMode]
        let now = engine.clock.now()
        let secrets = try? WebhookSecrets.valid(
            for: settings,
            of: caller.merchant,
            caller.keyMode,
            vault: engine.vault,
            at: now
        )
        let previousUntil = settings.webhook.previousSecretExpiresAt.flatMap { $0 > now ? $0 : nil }
        var json = JSONWriter()
        json.beginObject()
        json.name("object")
        json.string("webhook_settings")
        json.name("livemode")
        json.boolean(caller.keyMode.isLive)
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
        return ResponseFormat.json(200, json.bytes, exchange.id)
    }
}
