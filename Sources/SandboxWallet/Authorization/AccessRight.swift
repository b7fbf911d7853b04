import Bytes

/// One item of a grant's access: what may be done with what.
struct AccessRight: Sendable, Hashable {
    /// What it is about.
    enum Kind: String, Sendable, Hashable {
        case incomingPayment = "incoming-payment"
        case outgoingPayment = "outgoing-payment"
        case quote

        /// The actions that there are for it.
        var actions: Set<Action> {
            switch self {
            case .incomingPayment: [.create, .complete, .read, .readAll, .list, .listAll]
            case .outgoingPayment: [.create, .read, .readAll, .list, .listAll]
            case .quote: [.create, .read, .readAll]
            }
        }
    }

    /// What may be done; the `-all` ones reach what other clients made, too.
    enum Action: String, Sendable, Hashable {
        case create
        case complete
        case read
        case readAll = "read-all"
        case list
        case listAll = "list-all"
    }

    let kind: Kind
    let actions: [Action]

    /// The wallet address it is about; none for a quote.
    let identifier: String?

    /// What bounds an outgoing payment.
    let limits: SpendingLimits?

    /// Reads an item; its form is closed.
    init(_ fields: JSONFields) throws(Malformation) {
        let type = try fields.string("type")
        guard let kind = Kind(rawValue: type) else { throw Malformation("unknown access type '\(type)'") }
        var actions: [Action] = []
        for text in try fields.strings("actions") {
            guard let action = Action(rawValue: text), kind.actions.contains(action) else {
                throw Malformation("no action '\(text)' for \(type)")
            }
            actions.append(action)
        }
        guard !actions.isEmpty else { throw Malformation("'actions' is empty") }
        self.kind = kind
        self.actions = actions
        switch kind {
        case .quote:
            try fields.allow(["type", "actions"])
            identifier = nil
            limits = nil
        case .incomingPayment:
            try fields.allow(["type", "actions", "identifier"])
            identifier = try fields.optionalString("identifier")
            limits = nil
        case .outgoingPayment:
            try fields.allow(["type", "actions", "identifier", "limits"])
            identifier = try fields.string("identifier")
            limits = try fields.optionalObject("limits").map { value throws(Malformation) in try SpendingLimits(value) }
        }
    }

    /// Whether it allows an action; the wider of two actions holds the narrower.
    func allows(_ action: Action) -> Bool {
        if actions.contains(action) { return true }
        switch action {
        case .read: return actions.contains(.readAll)
        case .list: return actions.contains(.listAll)
        case .create, .complete, .readAll, .listAll: return false
        }
    }

    /// Whether a person is asked before it is granted.
    var needsConsent: Bool {
        kind == .outgoingPayment || actions.contains(.readAll) || actions.contains(.listAll)
    }
}

extension JSONWriter {
    /// Writes an item as it was asked for.
    mutating func access(_ right: AccessRight) {
        beginObject()
        name("type")
        string(right.kind.rawValue)
        name("actions")
        beginArray()
        for action in right.actions { string(action.rawValue) }
        endArray()
        if let identifier = right.identifier {
            name("identifier")
            string(identifier)
        }
        if let limits = right.limits {
            name("limits")
            self.limits(limits)
        }
        endObject()
    }

    private mutating func limits(_ limits: SpendingLimits) {
        beginObject()
        if let receiver = limits.receiver {
            name("receiver")
            string(receiver)
        }
        if let debit = limits.debit {
            name("debitAmount")
            amount(debit)
        }
        if let receive = limits.receive {
            name("receiveAmount")
            amount(receive)
        }
        if let interval = limits.interval {
            name("interval")
            string(interval.text)
        }
        endObject()
    }
}
