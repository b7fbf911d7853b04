/// Why nothing was done for a customer.
package enum PaymentRefusal: Error, Hashable, Sendable {
    /// No such session.
    case unknownSession

    /// What was typed is no wallet address, or one that payments may never go to.
    case walletMalformed

    /// The wallet that was named is the merchant's own.
    case walletIsMerchants

    /// The donor has to choose an amount, or there is none to choose.
    case amountUnexpected

    /// The donor's amount is outside the session's bounds.
    case amountOutOfBounds

    /// The session's stage does not allow it: another window was faster, or time was. The page shows where it stands.
    case movedOn

    /// The wallet does not let go of the live attempt now; it stays as it is, and later may be better.
    case walletUnreachable

    /// Nothing can be made durable now, or too much is waiting.
    case unavailable(retryAfterSeconds: Int)
}
