/// Where subscriptions go when there is something to do about them: what charges them at the wallets.
package protocol SubscriptionOutlet: Sendable {
    /// Takes subscriptions that are due, as they stand and durable.
    ///
    /// One comes when its period is to be charged, tried again, or its token to be traded; at once when it is canceled;
    /// and from the engine's beginning on while its payment is unsettled, its token being traded or its end not told.
    /// One that nothing is done about comes again, so that nothing is lost by passing one over. Called on a reactor,
    /// which must not be held up.
    func take(_ subscriptions: [StoredSubscription])
}
