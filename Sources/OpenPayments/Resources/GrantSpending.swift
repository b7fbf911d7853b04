/// What the outgoing payments of a grant have come to, in the current window if there are windows.
package struct GrantSpending: Hashable, Sendable {
    /// What has left the payer's wallet; nil for nothing.
    package let debitAmount: Amount?

    /// What has arrived; nil for nothing.
    package let receiveAmount: Amount?

    /// Whether nothing was spent.
    package var isNothing: Bool { (debitAmount?.value ?? 0) == 0 && (receiveAmount?.value ?? 0) == 0 }

    init(_ object: AnswerObject) throws(AnswerProblem) {
        // Silence is no word on what was spent; for nothing there is null.
        guard object.has("spentDebitAmount") else { throw .memberMissing("spentDebitAmount") }
        guard object.has("spentReceiveAmount") else { throw .memberMissing("spentReceiveAmount") }
        debitAmount = try object.optionalAmount("spentDebitAmount")
        receiveAmount = try object.optionalAmount("spentReceiveAmount")
    }
}
