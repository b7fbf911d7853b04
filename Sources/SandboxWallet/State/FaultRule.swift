/// A misbehaviour that a test orders, for calls that fit.
struct FaultRule: Sendable {
    /// What goes wrong.
    enum Action: String, Sendable, Hashable, CaseIterable {
        /// The call is answered with the rule's status, and nothing is done.
        case refuse
        /// The connection is dropped, and nothing is done.
        case drop
        /// The work is done, and the call is answered with the rule's status.
        case fail
        /// The work is done, and the connection is dropped.
        case lose
    }

    /// The wallet it is for; nil for all.
    let wallet: String?

    /// The kind of call it is for; nil for all.
    let operation: Operation?

    let action: Action

    /// The status of a refusal or a failure.
    let status: Int

    /// So many fitting calls go well before.
    var skipped: Int

    /// So many go wrong then.
    var times: Int

    /// Reads a rule; its form is closed.
    init(_ fields: JSONFields) throws(Malformation) {
        try fields.allow(["wallet", "operation", "action", "status", "skip", "times"])
        wallet = try fields.optionalString("wallet")
        if let text = try fields.optionalString("operation") {
            guard let operation = Operation(rawValue: text) else { throw Malformation("no operation '\(text)'") }
            self.operation = operation
        } else {
            operation = nil
        }
        guard let action = Action(rawValue: try fields.string("action")) else {
            throw Malformation("an action is refuse, drop, fail or lose")
        }
        self.action = action
        status = Int(clamping: try fields.optionalInteger("status") ?? 503)
        skipped = Int(clamping: try fields.optionalInteger("skip") ?? 0)
        times = Int(clamping: try fields.optionalInteger("times") ?? 1)
        guard (400...599).contains(status), skipped >= 0, times >= 1 else {
            throw Malformation("a status is 400 to 599, and counts are not negative")
        }
    }

    func fits(_ operation: Operation, _ wallet: String?) -> Bool {
        (self.wallet == nil || self.wallet == wallet) && (self.operation == nil || self.operation == operation)
    }
}
