package import Checkout
package import OutboundHTTP

/// One event on its way to a merchant's server.
package struct Webhook: Sendable {
    /// Where to.
    package let url: String

    /// The event's identifier, the same in all attempts.
    package let eventID: String

    /// What has happened, such as `checkout.session.completed`.
    package let type: String

    /// What ``WebhookBody`` made.
    package let body: [UInt8]

    /// An event for a merchant's server.
    package init(url: String, eventID: String, type: String, body: [UInt8]) {
        self.url = url
        self.eventID = eventID
        self.type = type
        self.body = body
    }

    /// The request of one attempt, signed as of `time`.
    ///
    /// `secrets` are those that are valid then, the newest first; `version` is the program's.
    package func request(at time: Timestamp, secrets: [WebhookSecret], version: String) -> OutboundRequest {
        OutboundRequest(
            method: "POST",
            url: url,
            headers: headers(at: time, secrets: secrets, version: version).map { ($0.name, $0.value) },
            body: body
        )
    }

    /// The header fields of that request; without the signatures where there are no secrets.
    func headers(at time: Timestamp, secrets: [WebhookSecret], version: String) -> [(name: String, value: String)] {
        let signature =
            secrets.isEmpty ? nil : WebhookSignature(body: body, eventID: eventID, at: time, secrets: secrets)
        let fields: [(name: String, value: String?)] = [
            ("Content-Type", "application/json"), ("User-Agent", "OpenCheckout/\(version)"),
            ("OpenCheckout-Signature", signature?.stripe), ("OpenCheckout-Event", type), ("webhook-id", eventID),
            ("webhook-timestamp", String(time.secondsSinceEpoch)), ("webhook-signature", signature?.standard),
        ]
        return fields.compactMap { name, value in value.map { (name, $0) } }
    }
}
