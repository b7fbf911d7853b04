package import Metrics

/// What sending webhooks measures.
package struct DeliveryMetrics: Sendable {
    /// Attempts that the merchant's server took, and how long they took.
    let delivered: Timer

    /// Attempts that failed, and how long they took.
    let failed: Timer

    /// Metrics of a factory.
    package init(factory: any MetricsFactory) {
        let label = "opencheckout_webhook_attempt_duration_seconds"
        delivered = Timer(label: label, dimensions: [("outcome", "delivered")], factory: factory)
        failed = Timer(label: label, dimensions: [("outcome", "failed")], factory: factory)
    }
}
