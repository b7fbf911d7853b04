/// Where unfinished payments go when somebody must look at them: what drives them through the wallets.
package protocol PaymentOutlet: Sendable {
    /// Takes sessions whose payments are to be looked at, as they stand and durable.
    ///
    /// All unfinished ones come when the engine begins; one comes at once when its session is ended by others, and
    /// otherwise when its time has come: that of `PaymentStep.lookAt` or `Engine.lookAgain`, or soon. One that nothing
    /// is done about comes again, so that nothing is lost by passing one over. Called on a reactor, which must not be
    /// held up.
    func take(_ payments: [SessionPayment])
}
