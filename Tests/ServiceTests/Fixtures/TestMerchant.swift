@testable import opencheckout

/// A merchant and its keys, as the operator got them.
struct TestMerchant: Sendable {
    let id: String
    let testKey: String
    let liveKey: String

    /// Takes them from what `merchant create` prints.
    init(_ reply: OperatorReply) throws {
        let json = try JSONValue(parsing: reply.json)
        id = json["id"].text
        testKey = json["test_key"].text
        liveKey = json["live_key"].text
    }
}
