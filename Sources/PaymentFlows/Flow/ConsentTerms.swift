import Checkout

/// What a wallet's owner is asked to approve, beside the price.
struct ConsentTerms {
    /// What stands before the token in the URL at which the owner comes back.
    let callbackPrefix: String

    /// How often the price may be taken from then on; nil for a single payment.
    let recurring: Recurring?

    /// What the page says about that, as the customer has read it.
    let agreement: String?
}
