import Cryptography

/// Everything that a sandbox knows, and the rules of what becomes of it.
///
/// Times are milliseconds since 1970, and are handed in; nothing in here waits or looks at a clock.
struct SandboxState: Sendable {
    /// Where the sandbox is reached, without a slash at its end.
    var baseURL = ""

    var settings: SandboxSettings
    let identifiers: IdentifierSource

    var accounts: [String: Account]
    var ledger = Ledger()

    var grants: [String: Grant] = [:]

    /// By value.
    var tokens: [String: AccessToken] = [:]

    /// Values of tokens by the names in their `manage` URLs.
    var managed: [String: String] = [:]

    var incomingPayments: [String: IncomingPayment] = [:]
    var quotes: [String: Quote] = [:]
    var outgoingPayments: [String: OutgoingPayment] = [:]

    /// Names in the order of making.
    var incomingOrder: [String] = []
    var outgoingOrder: [String] = []

    /// Payments whose money is still to move, and when.
    var due: [(time: Int64, payment: String)] = []

    var faults: [FaultRule] = []
    var manners = MannerMemory()
    var events: [LoggedEvent] = []

    /// How far the sandbox's clock is ahead of the real one.
    var clockAhead: Int64 = 0

    /// The seed wallets with their money, and nothing else.
    init(settings: SandboxSettings, identifiers: IdentifierSource) {
        self.settings = settings
        self.identifiers = identifiers
        accounts = Dictionary(uniqueKeysWithValues: SeedWallets.all.map { ($0.name, $0) })
        for account in SeedWallets.all where account.opening > 0 {
            topUp(account, by: account.opening)
        }
    }

    /// Begins anew; wallets keep the keys they publish, and the sandbox its address and settings.
    mutating func reset() {
        var fresh = SandboxState(settings: settings, identifiers: identifiers)
        fresh.baseURL = baseURL
        for (name, account) in accounts { fresh.accounts[name]?.keys = account.keys }
        self = fresh
    }

    /// Adds money from the world outside.
    mutating func topUp(_ account: Account, by value: UInt64) {
        let movement = Ledger.Movement(
            from: .outside(account.asset),
            to: .wallet(account.name),
            amount: Amount(value, account.asset)
        )
        let isEntered = ledger.enter(Ledger.Transaction(reason: "top-up", movements: [movement]))
        precondition(isEntered, "the world outside has any amount")
    }

    /// Notes what happened.
    mutating func log(_ event: String, _ wallet: String?, _ detail: String, at now: Int64) {
        if events.count >= Limits.loggedEvents { events.removeFirst(Limits.loggedEvents / 10) }
        events.append(LoggedEvent(at: now, event: event, wallet: wallet, detail: detail))
    }

    /// The address of a wallet.
    func address(of account: Account) -> String {
        "\(baseURL)/\(account.name)"
    }

    /// The wallet that a text is exactly the address of.
    func account(at address: String) -> Account? {
        guard address.hasPrefix(baseURL + "/") else { return nil }
        return accounts[String(address.dropFirst(baseURL.count + 1))]
    }
}
