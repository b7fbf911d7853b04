/// One page of a list of payments.
package struct PaymentPage<Payment: Hashable & Sendable>: Hashable, Sendable {
    /// The payments, in the wallet's order.
    package let payments: [Payment]

    /// What to ask for the next page with; nil where there is none.
    package let next: PageCursor?

    init(
        _ object: AnswerObject,
        payment: (AnswerObject) throws(AnswerProblem) -> Payment
    ) throws(AnswerProblem) {
        payments = try object.objects("result").map(payment)
        let pagination = try object.object("pagination")
        let cursor = try pagination.optionalString("endCursor")
        guard try pagination.boolean("hasNextPage") else {
            next = nil
            return
        }
        guard let cursor else { throw .memberMissing("endCursor") }
        next = PageCursor(value: cursor)
    }
}
