package import Checkout

/// What a customer can see and do: the pay page's side of a payment, the service's side behind it.
///
/// The session's identifier is the customer's only key: whoever holds it may do all of this. Every call returns only
/// what is durable, may be repeated, and may be made from two windows at once; the loser of such a race is told
/// ``PaymentRefusal/movedOn``. Calls that ask a wallet may take seconds, the caller bounds how long it waits, and what
/// was begun goes on when the caller has gone.
package protocol PaymentDesk: Sendable {
    /// The session as its customer may see it; one whose time is up is never shown as open.
    func view(of session: SessionID) async throws(PaymentRefusal) -> PaymentView

    /// Takes the customer's wallet and prepares a payment from it, until the price there is known or the attempt has
    /// failed.
    ///
    /// `wallet` is what the customer typed: a wallet address or a payment pointer, in any form that people write.
    /// `amount` is the donor's choice for each piece in the currency's smallest unit, nil where there is nothing to
    /// choose. Returning says that the wallet was taken, not that the preparation went well: ``view(of:)`` tells what
    /// came of it, and may still say ``PaymentStage/preparing(wallet:)`` when a wallet is slow.
    func nameWallet(_ wallet: String, amount: Int64?, for session: SessionID) async throws(PaymentRefusal)

    /// What is wrong with a wallet as it was typed, asking nobody; nil where it can be named.
    ///
    /// For who wants to know all that is wrong with a form: ``nameWallet(_:amount:for:)`` refuses the same.
    func problem(withWallet wallet: String, for session: SessionID) async throws(PaymentRefusal) -> PaymentRefusal?

    /// Asks the customer's wallet for its owner's approval of an offer, and tells where it waits.
    ///
    /// The URL is `https`, or `http` on loopback for a test session, and the customer's browser goes there. The offer
    /// is named, so that nobody agrees to a price other than the one on the page. `agreement` is what stands there
    /// about later payments, which is kept with the subscription; nil where there are none.
    func agree(
        to offer: PaymentOffer.Number,
        as agreement: String?,
        of session: SessionID
    ) async throws(PaymentRefusal) -> String

    /// Ends the live attempt, if money cannot have moved, and returns when the session is open again.
    func startOver(_ session: SessionID) async throws(PaymentRefusal)

    /// Ends the live attempt as ``startOver(_:)`` does, and prepares another from the same wallet.
    ///
    /// For who has declined an offer, or whose wallet does not wait any more: another offer takes the place of the one
    /// that is named.
    func tryAgain(insteadOf offer: PaymentOffer.Number, of session: SessionID) async throws(PaymentRefusal)

    /// Takes what a wallet's answer in the customer's browser says, and returns once an approval is claimed.
    ///
    /// `callbackToken` is the last part of the path, `query` what follows the question mark, both as sent. Only an
    /// answer with the right hash changes anything; the same answer again leads to the same page.
    func finish(callbackToken: String, query: String) async throws(PaymentRefusal) -> WalletReturn
}
