import Foundation

/// An event as a listener hears of it: what a merchant's server would be sent.
struct HeardEvent: Codable, Sendable {
    /// A header field of the request.
    struct Field: Codable, Sendable {
        let name: String
        let value: String
    }

    let type: String
    let id: String
    let session: String
    let fields: [Field]
    let body: String

    /// The event as a line of the stream.
    func line() throws -> [UInt8] {
        try Array(JSONEncoder().encode(self)) + [UInt8(ascii: "\n")]
    }
}
