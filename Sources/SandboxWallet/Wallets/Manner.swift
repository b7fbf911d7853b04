/// How a wallet behaves, one case a way of going wrong.
enum Manner: String, Sendable, Hashable, CaseIterable {
    /// As it should.
    case honest
    /// Has no money: a payment is accepted and fails later.
    case broke
    /// Delivers half of each payment, and then fails it.
    case partial
    /// Takes ten seconds to settle a payment.
    case slow
    /// Rejects each request for consent by itself.
    case denies
    /// Approves each request for consent by itself, without a page.
    case approves
    /// Answers every second call of each kind with 503.
    case flaky
    /// Answers a call with 429, and takes the same kind of call when it comes again a second later or more.
    case limited
    /// Its quotes live one second.
    case staleQuotes
    /// Lists no payments: 403.
    case refusesLists
    /// Does the work of create-outgoing, continue and rotate, and then drops the connection; every second of each goes
    /// well, so that a payment can be had in the end.
    case losesReplies
    /// What its owner allows is spent by the time it can be used: a payment is 403.
    case spentLimits
    /// Its access tokens live twenty seconds.
    case briefTokens
    /// Its authorization server stands at a bare root.
    case bareRoot
    /// Names an authorization server on an address of the machine's own network.
    case privateServer
    /// Its document has five mebibytes.
    case bigDocument
    /// Its document redirects to loopback.
    case redirects
    /// Its document names another host's wallet.
    case foreignID
    /// Its grants are to be continued at another origin.
    case foreignContinue
}
