import Bytes

/// One of the rights that a grant gives, asked for or given.
package struct Access: Hashable, Sendable {
    /// What it is about.
    package let type: AccessType

    /// What may be done.
    package let actions: [AccessAction]

    /// The wallet address whose payments they are, exactly as the wallet spells it; none for quotes.
    package let identifier: String?

    /// What the payments may come to.
    package let limits: PaymentLimits?

    /// A right of these parts.
    package init(type: AccessType, actions: [AccessAction], identifier: String?, limits: PaymentLimits? = nil) {
        self.type = type
        self.actions = actions
        self.identifier = identifier
        self.limits = limits
    }

    /// To have money come in at a wallet: `create`, `read` and `complete`.
    package static func incomingPayments(at walletAddress: String) -> Access {
        Access(type: .incomingPayment, actions: [.create, .read, .complete], identifier: walletAddress)
    }

    /// To ask what payments cost: `create` and `read`.
    package static let quotes = Access(type: .quote, actions: [.create, .read], identifier: nil)

    /// To have money go out of a wallet: `create`, `read` and `list`.
    package static func outgoingPayments(from walletAddress: String, limits: PaymentLimits) -> Access {
        Access(
            type: .outgoingPayment,
            actions: [.create, .read, .list],
            identifier: walletAddress,
            limits: limits
        )
    }

    init(_ object: AnswerObject) throws(AnswerProblem) {
        guard let type = AccessType(rawValue: try object.string("type")) else { throw .memberMalformed("type") }
        self.type = type
        actions = try object.strings("actions")
            .map { (text) throws(AnswerProblem) in
                guard let action = AccessAction(rawValue: text) else { throw .memberMalformed("actions") }
                return action
            }
        identifier = try object.optionalString("identifier")
        limits = try object.optionalObject("limits")
            .map { (limits) throws(AnswerProblem) in
                try PaymentLimits(limits)
            }
    }

    /// Writes the right as a request names it.
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("type")
        writer.string(type.rawValue)
        writer.name("actions")
        writer.beginArray()
        for action in actions { writer.string(action.rawValue) }
        writer.endArray()
        if let identifier {
            writer.name("identifier")
            writer.string(identifier)
        }
        if let limits {
            writer.name("limits")
            limits.write(to: &writer)
        }
        writer.endObject()
    }

    /// Whether this right allows nothing that the other does not.
    func isWithin(_ other: Access) -> Bool {
        let areLimitsWithin =
            switch (limits, other.limits) {
            case (_, nil): true
            case (nil, let allowed?): allowed == PaymentLimits()
            case (let own?, let allowed?): own.isWithin(allowed)
            }
        return type == other.type && actions.allSatisfy(other.actions.contains) && areLimitsWithin
            && (other.identifier == nil || identifier == other.identifier)
    }
}
