import Checkout

/// What a list of subscriptions can be narrowed by.
struct SubscriptionFilters: ListFilters {
    static let names = ["status"]
    static let cursorVersion: UInt8 = 3

    /// The status when the page is made.
    let status: SubscriptionStatus?

    init(reading query: inout QueryParameters) {
        status = query.choice("status", of: SubscriptionStatus.allCases.map(\.text), SubscriptionStatus.init(parsing:))
    }

    init?(payload: ArraySlice<UInt8>) {
        guard payload.count == 1, let byte = payload.first else {
            return nil
        }
        status = SubscriptionStatus(rawValue: byte)
    }

    func append(to payload: inout [UInt8]) {
        payload.append(status?.rawValue ?? 0xFF)
    }

    func differences(from others: Self) -> [String] {
        status == others.status ? [] : ["status"]
    }
}
