package import Checkout

/// The request of an attempt that was made, put together again.
///
/// Nothing of it is kept but what it follows from: the event, the attempt's time, and the merchant's settings. The
/// signatures of a time are the same whenever they are made. Where URL or secret were changed in or after the attempt's
/// second nobody knows them any more, and they are left out.
package struct SentRequest: Sendable {
    /// Where it went; nil where that is not known any more.
    package let url: String?

    /// Its header fields, without the signatures where the secrets are not known any more.
    package let headers: [(name: String, value: String)]

    /// Its body.
    package let body: [UInt8]

    /// What was sent of `webhook` at a time, as far as the settings of today tell; `secrets` are those of that time.
    package init(
        of webhook: Webhook,
        at time: Timestamp,
        settings: MerchantSettings,
        secrets: [WebhookSecret],
        version: String
    ) {
        let isAsThen = settings.webhook.updatedAt.map { $0 < time } ?? true
        url = isAsThen ? settings.webhookURL : nil
        headers = webhook.headers(at: time, secrets: isAsThen ? secrets : [], version: version)
        body = webhook.body
    }
}
