package import Checkout
import CheckoutEngine
import Logging
package import OutboundHTTP

/// Where a merchant's events go now, and how they are signed.
struct WebhookDestination: Sendable {
    let url: String
    let secrets: [WebhookSecret]
    let policy: OutboundPolicy

    /// Since when there were nothing but failures.
    let failingSince: Timestamp?
}

extension DeliveryService {
    /// Where events of a mode may go.
    package func policy(for keyMode: KeyMode) -> OutboundPolicy {
        settings.allowsLocal && !keyMode.isLive ? .allowingLocal : .publicOnly
    }

    /// The destination of a merchant; nil if it has none, or none that is enabled.
    func destination(of subscriber: Subscriber) -> WebhookDestination? {
        guard let settings = engine.directory.current.merchant(subscriber.merchant)?[subscriber.keyMode],
            settings.takesEvents, let url = settings.webhookURL
        else {
            return nil
        }
        return destination(of: subscriber, url: url)
    }

    /// The destination of a merchant if it were at this URL; nil if its secrets cannot be read.
    func destination(of subscriber: Subscriber, url: String) -> WebhookDestination? {
        guard let settings = engine.directory.current.merchant(subscriber.merchant)?[subscriber.keyMode] else {
            return nil
        }
        do {
            let secrets = try WebhookSecrets.valid(
                for: settings,
                of: subscriber.merchant,
                subscriber.keyMode,
                vault: engine.vault,
                at: engine.clock.now()
            )
            guard !secrets.isEmpty else {
                return nil
            }
            return WebhookDestination(
                url: url,
                secrets: secrets,
                policy: policy(for: subscriber.keyMode),
                failingSince: settings.webhook.failingSince
            )
        } catch {
            logger.error(
                "a webhook secret cannot be read: nothing is sent",
                metadata: ["merchant": "\(subscriber.merchant.text)", "error": "\(error)"]
            )
            return nil
        }
    }

    /// Notes what an attempt says of its destination: that it fails, works again, or is to be left alone.
    func note(_ attempt: DeliveryAttempt, at destination: WebhookDestination, of subscriber: Subscriber) async {
        let change: MerchantChange
        if attempt.isSuccess {
            guard destination.failingSince != nil else { return }
            change = .webhookFailing(since: nil, url: destination.url, subscriber.keyMode)
        } else if attempt.isGone {
            change = disabled("the server answered 410 Gone", destination, subscriber)
        } else if let since = destination.failingSince {
            guard engine.clock.now() - since >= Limits.failingDestinationSeconds else { return }
            change = disabled("nothing but failures since \(since.text)", destination, subscriber)
        } else {
            change = .webhookFailing(since: attempt.startedAt, url: destination.url, subscriber.keyMode)
        }
        do {
            try await engine.directory.submit(.updateMerchant(subscriber.merchant, [change]))
        } catch {
            logger.error("a destination's standing could not be noted", metadata: ["error": "\(error)"])
        }
    }

    private func disabled(
        _ reason: String,
        _ destination: WebhookDestination,
        _ subscriber: Subscriber
    ) -> MerchantChange {
        logger.notice(
            "a webhook destination is disabled",
            metadata: [
                "merchant": "\(subscriber.merchant.text)", "mode": "\(subscriber.keyMode.text)", "reason": "\(reason)",
            ]
        )
        return .webhookDisabled(reason: reason, url: destination.url, subscriber.keyMode)
    }
}
