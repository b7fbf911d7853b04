import Metrics

/// Counts requests by route and status, and times them.
///
/// All handlers are made at the start, so that a request costs two look-ups in arrays and no label is ever made up of
/// what a client sent.
struct RequestMetrics: Sendable {
    private static let statuses = [
        200, 201, 400, 401, 404, 405, 408, 409, 413, 414, 415, 429, 431, 500, 501, 503, 505,
    ]

    private let counters: [[Counter]]
    private let durations: [Timer]
    private let slots: [UInt8]

    init(factory: any MetricsFactory) {
        counters = RouteLabel.allCases.map { route in
            Self.statuses.map { status in
                Counter(
                    label: "opencheckout_requests_total",
                    dimensions: [("route", route.text), ("status", String(status))],
                    factory: factory
                )
            }
        }
        durations = RouteLabel.allCases.map { route in
            Timer(label: "opencheckout_request_duration_seconds", dimensions: [("route", route.text)], factory: factory)
        }
        var slots = [UInt8](repeating: .max, count: 600)
        for (slot, status) in Self.statuses.enumerated() {
            slots[status] = UInt8(slot)
        }
        self.slots = slots
    }

    /// Notes a reply.
    func record(_ route: RouteLabel, status: Int, nanoseconds: Int64) {
        let slot = slots[status]
        assert(slot != .max, "every status that is sent has a counter")
        if slot != .max {
            counters[route.rawValue][Int(slot)].increment()
        }
        durations[route.rawValue].recordNanoseconds(nanoseconds)
    }
}
