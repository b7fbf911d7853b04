import Checkout
import CheckoutEngine
import HTTPServing

/// The parameters of a list of subscriptions, checked: which page, how long, in which status.
struct SubscriptionListParameters {
    let limit: Int
    let before: UInt64?
    let status: SubscriptionStatus?

    /// Reads the query of a list.
    init(of request: borrowing HTTPRequest, caller: Caller, cursorKey: [UInt8]) throws(APIError) {
        let query = try QueryParameters(of: request, allowing: ["limit", "cursor", "status"])
        limit = try ListParameters.limit(query["limit"])
        let given = try Self.status(query["status"])
        guard let text = query["cursor"] else {
            before = nil
            status = given
            return
        }
        guard let cursor = SubscriptionCursor(text, for: caller, key: cursorKey) else {
            throw .cursorUnknown
        }
        guard given == nil || given == cursor.status else {
            throw .cursorOfOtherFilter("status")
        }
        before = cursor.before
        status = cursor.status
    }

    private static func status(_ text: String?) throws(APIError) -> SubscriptionStatus? {
        guard let text else {
            return nil
        }
        guard let status = SubscriptionStatus(parsing: text) else {
            let all = SubscriptionStatus.allCases.map(\.text.description).joined(separator: ", ")
            throw .invalid(.parameterInvalid, "'status' is one of \(all).", param: "status")
        }
        return status
    }
}
