import Bytes

/// What the payments of a grant may come to; all limits are maxima.
///
/// Several payments may be made until their sum, in each window if there is an interval, reaches the amount.
package struct PaymentLimits: Hashable, Sendable {
    /// The amount that limits, which is either side's.
    package enum Maximum: Hashable, Sendable {
        /// What leaves the payer's wallet.
        case debit(Amount)
        /// What arrives.
        case receive(Amount)
    }

    /// The one incoming payment that may be paid, exactly as its wallet spells it; nil for any.
    package var receiver: String?

    /// The most that may be paid.
    package var maximum: Maximum?

    /// The windows in each of which the most may be paid; nil for one window without end.
    package var interval: String?

    /// Limits of these parts.
    package init(receiver: String? = nil, maximum: Maximum? = nil, interval: String? = nil) {
        self.receiver = receiver
        self.maximum = maximum
        self.interval = interval
    }

    init(_ object: AnswerObject) throws(AnswerProblem) {
        receiver = try object.optionalString("receiver")
        interval = try object.optionalString("interval")
        switch (try object.optionalAmount("debitAmount"), try object.optionalAmount("receiveAmount")) {
        case (nil, nil): maximum = nil
        case (let amount?, nil): maximum = .debit(amount)
        case (nil, let amount?): maximum = .receive(amount)
        case (_?, _?): throw .memberMalformed("limits")
        }
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        if let receiver {
            writer.name("receiver")
            writer.string(receiver)
        }
        switch maximum {
        case .debit(let amount):
            writer.name("debitAmount")
            amount.write(to: &writer)
        case .receive(let amount):
            writer.name("receiveAmount")
            amount.write(to: &writer)
        case nil: break
        }
        if let interval {
            writer.name("interval")
            writer.string(interval)
        }
        writer.endObject()
    }

    /// Whether these limits allow nothing that the others do not.
    func isWithin(_ other: PaymentLimits) -> Bool {
        let isReceiverWithin = other.receiver == nil || receiver == other.receiver
        let isIntervalWithin = interval == other.interval || (other.interval != nil && interval == nil)
        let isMaximumWithin =
            switch (maximum, other.maximum) {
            case (_, nil): true
            case (.debit(let own), .debit(let allowed)?): allowed.covers(own)
            case (.receive(let own), .receive(let allowed)?): allowed.covers(own)
            case (.debit, .receive?), (.receive, .debit?), (nil, _?): false
            }
        return isReceiverWithin && isIntervalWithin && isMaximumWithin
    }
}
