/// Where events go when they are due: what sends them to merchants.
package protocol EventOutlet: Sendable {
    /// Takes events that are due and durable; each is reported, once, with `Engine.report`.
    ///
    /// Called on a reactor, which must not be held up.
    func take(_ events: [StoredEvent])
}
