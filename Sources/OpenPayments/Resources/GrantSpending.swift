/// What the outgoing payments of a grant have come to, in the current window if there are windows.
package struct GrantSpending: Hashable, Sendable {
    /// What has left the payer's wallet; nil for nothing.
    package let debitAmount: Amount?

    /// What has arrived; nil for nothing.
    package let receiveAmount: Amount?

    /// Whether nothing was spent.
    package var isNothing: Bool { (debitAmount?.value ?? 0) == 0 && (receiveAmount?.value ?? 0) == 0 }

    init(_ object: AnswerObject) throws(AnswerProblem) {
        debitAmount = try object.optionalAmount("spentDebitAmount")
        receiveAmount = try object.optionalAmount("spentReceiveAmount")
    }
}
