import Checkout
import CheckoutEngine
import Cryptography
import Logging
import OpenPayments

/// Steps 16 and 17: waiting for the money.
extension WalletFlow {
    /// Looks whether it has arrived, and whether it is still on its way; false if that has to wait.
    mutating func watch() async throws(FlowStop) -> Bool {
        let attempt = try attempt()
        let receipt = await readIncoming(attempt)
        if let receipt, try await settle(receipt) { return true }
        guard await hasFailed(try self.attempt()) else { return try await waitForArrival() }
        // What the customer's wallet says is a hint: the merchant's has the last word, after it.
        guard let last = await readIncoming(attempt) else { return await waitOrLookAgain(since: attempt.stageSince) }
        if try await settle(last) { return true }
        try await settleShort(last)
        return true
    }

    /// The customer's wallet does not say that it has failed: waits for the money behind its time, too.
    ///
    /// Long behind it the merchant's wallet takes no more. Still nobody is asked to pay again: who believes to have
    /// paid would pay twice. A session ends with its time; a subscription's period takes no other attempt.
    private mutating func waitForArrival() async throws(FlowStop) -> Bool {
        let attempt = try attempt()
        guard let incoming = attempt.incoming, incoming.expiresAt + FlowLimits.settlementMarginSeconds <= now,
            let last = await completeIncoming(attempt), last.isClosed
        else {
            return await waitOrLookAgain(since: attempt.stageSince)
        }
        if try await settle(last) { return true }
        if !incoming.isClosed {
            note(.error, "a payment that was ordered has not arrived")
            var next = try self.attempt()
            next.incoming = incoming.closed
            try await advance(to: next)
        }
        guard last.received > 0 || latestEnd <= now || !waitsToTheEnd else {
            return await waitOrLookAgain(since: attempt.stageSince)
        }
        try await settleShort(last)
        return true
    }

    /// Nothing more comes, and it is not everything.
    private mutating func settleShort(_ last: Receipt) async throws(FlowStop) {
        if last.received > 0 {
            try await settlePartly()
        } else {
            try await decide(.failed, .paymentFailed)
        }
    }

    /// Waits for the next look: closely while somebody may be watching, and then the longer the longer it takes.
    ///
    /// True if it is time for it now; false if the engine tells.
    func waitOrLookAgain(since: Timestamp) async -> Bool {
        let age = now - since
        if age < watchedSeconds {
            let milliseconds: Int64 =
                switch age {
                case ..<1: 500
                case ..<2: 1000
                case ..<4: 2000
                case ..<7: 3000
                case _: 5000
                }
            if await sleep(.milliseconds(milliseconds)) { return true }
        }
        let bounds = FlowLimits.unwatchedSeconds
        let seconds = min(max(age / 4, bounds.lowerBound), bounds.upperBound)
        // Spread by a tenth, so that what began together does not ask together for ever.
        let spread = Int64(truncatingIfNeeded: context.engine.random.next64() % UInt64(seconds / 5 + 1)) - seconds / 10
        lookAgain(in: seconds + spread)
        return false
    }

    /// Whether the customer's wallet says that it has given up.
    private mutating func hasFailed(_ attempt: PaymentAttempt) async -> Bool {
        guard let url = attempt.charge?.outgoingPayment, let token = try? await freshToken() else { return false }
        let answer = await result { () async throws(OpenPaymentsProblem) in
            try await client.outgoingPayment(url, token: token)
        }
        switch answer {
        case .success(let payment): return payment.isFailed
        case .failure(.refused(let refusal)) where refusal.reason == .forbidden || refusal.reason == .unauthorized:
            _ = try? await replaceToken()
            return false
        case .failure: return false
        }
    }
}
