import Bytes
import Checkout

/// What may change in a session's body while it is paid, and what may not.
enum PaidBody {
    private static let changing: Set<String> = [
        "status", "payment_status", "customer_wallet", "incoming_payment", "outgoing_payment", "subscription",
        "completed_at",
    ]

    /// The status that a body shows; nil if it is none of the session that was made as `original`.
    static func status(of body: [UInt8], madeAs original: [UInt8]) -> SessionStatus? {
        guard let shown = try? JSONDocument(parsing: body), let made = try? JSONDocument(parsing: original),
            members(of: shown) == members(of: made), let node = shown.member("status", of: shown.root)
        else {
            return nil
        }
        return SessionStatus(parsing: shown.string(node))
    }

    /// All that must stay, in its order.
    private static func members(of document: JSONDocument) -> [String] {
        document.members(of: document.root)
            .compactMap { member in
                let name = document.string(member.name)
                return changing.contains(name) ? name : "\(name): \(document.spelling(of: member.value))"
            }
    }
}
