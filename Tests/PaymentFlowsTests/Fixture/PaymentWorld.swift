import Checkout
import Cryptography
import OpenPayments
import SandboxWallet
import Simulation
import Synchronization
import TestTools
import Testing

@testable import CheckoutEngine
@testable import PaymentFlows

/// A server, its disk, the wallets and the time, with a customer before the page.
final class PaymentWorld: Sendable {
    static let merchant = MerchantID(partition: 7, number: 1001)

    let clock = ManualClock()
    let network: WalletNetwork
    private let disk: Mutex<SimulatedDisk>
    private let machine: Mutex<Machine?>
    private let starts = Mutex<UInt64>(0)

    /// What else drives payments of this server's, beside its own service.
    private let others = Mutex<[PaymentService]>([])

    init(settings: SandboxSettings = SandboxSettings()) async throws {
        let clock = clock
        let sandbox = Sandbox(
            settings: settings,
            random: Machine.random(seed: 99),
            foreign: NoForeignDocuments()
        ) {
            clock.wallNanoseconds / 1_000_000
        }
        network = WalletNetwork(sandbox)
        disk = Mutex(SimulatedDisk())
        machine = Mutex(nil)
        try await start()
        let credentials = try #require(sandbox.makeCredentials(ofWallet: "shop"))
        let key = try engine.vault.seal(
            credentials.privateKey,
            named: credentials.keyID,
            of: Self.merchant,
            .test
        )
        let wallet = MerchantWallet(
            address: credentials.address,
            asset: WalletAsset(code: "USD", scale: 2),
            key: key
        )
        let merchant = Merchant(
            id: Self.merchant,
            name: "Shop",
            createdAt: engine.clock.now(),
            test: MerchantSettings(wallet: wallet),
            live: MerchantSettings()
        )
        try await engine.directory.submit(.createMerchant(merchant, keys: []))
    }

    deinit {
        machine.withLock { $0?.kill() }
    }

    var hasEnded: Bool { current.hasEnded }

    var sandbox: Sandbox { network.sandbox }

    var engine: Engine { current.engine }

    var service: PaymentService { current.service }

    private var current: Machine {
        guard let machine = machine.withLock({ $0 }) else { preconditionFailure("a machine runs") }
        return machine
    }

    /// Ends the process where it is, and starts another on what is on the disk.
    func restart() async throws {
        end()
        try await start()
    }

    /// Ends the process where it is: what is on the disk now is what the next one finds.
    ///
    /// Whoever starts the next one waits until that is so: a call that is cut off may end it on another thread.
    func end() {
        let seed = starts.withLock(\.self)
        disk.withLock { disk in
            guard !current.hasEnded else { return }
            current.end()
            disk = disk.crash(seed: seed)
        }
    }

    /// Has another service on the same engine drive what it is told to, until its task is cancelled.
    func runOther() -> (service: PaymentService, task: Task<Void, Never>) {
        let other = PaymentService(
            engine: engine,
            transport: WalletLink(network),
            clock: VirtualClock(times: clock),
            allowsLocalWallets: false,
            logger: Machine.silentLogger
        )
        others.withLock { $0.append(other) }
        return (other, Task { await other.run() })
    }

    func start() async throws {
        let seed = starts.withLock { starts in
            starts += 1
            return starts
        }
        network.heal()
        let made = try await Machine(disk.withLock(\.self), clock, network, seed: seed)
        let old = machine.withLock { machine in
            defer { machine = made }
            return machine
        }
        old?.kill()
    }
}

extension PaymentWorld {
    /// Makes a session of 49.98 dollars.
    func createSession(
        lifetime: Int64 = 3600,
        donation: CustomUnitAmount? = nil,
        quantity: Int64 = 1,
        recurring: Recurring? = nil
    ) async throws -> SessionID {
        let success = try RedirectURL("https://shop.example.com/ok?s={CHECKOUT_SESSION_ID}", keyMode: .test)
        let newSession = NewSession(
            mode: recurring != nil ? .subscription : donation == nil ? .payment : .donation,
            currency: try Currency("usd"),
            lineItems: [LineItem(name: "Tea", unitAmount: donation == nil ? 4998 : nil, quantity: quantity)],
            amountTotal: donation == nil ? 4998 : 0,
            recurring: recurring,
            customUnitAmount: donation,
            successURL: success,
            cancelURL: success,
            metadata: Metadata(),
            clientReferenceID: nil,
            customerEmail: nil,
            lifetimeSeconds: lifetime
        )
        let request = CreateSession(merchant: Self.merchant, keyMode: .test, claim: nil, newSession: newSession)
        let outcome = await withCheckedContinuation { continuation in
            engine.submit(request) { continuation.resume(returning: $0) }
        }
        guard case .done(let body) = outcome else { throw WorldError.noSession }
        return try #require(SessionID(parsing: body.dropFirst(7).prefix(SessionID.characters)))
    }

    /// The merchant ends a session.
    func change(_ session: SessionID, _ command: SessionCommand) async {
        let request = ChangeSession(
            merchant: Self.merchant,
            keyMode: .test,
            claim: nil,
            session: session,
            command: command
        )
        _ = await withCheckedContinuation { continuation in
            engine.submit(request) { continuation.resume(returning: $0) }
        }
    }

    func stage(of session: SessionID) async throws -> PaymentStage {
        try await service.view(of: session).stage
    }

    func attempt(of session: SessionID) async throws -> PaymentAttempt? {
        try await engine.payment(of: session)?.attempt
    }

    func status(of session: SessionID) async throws -> SessionStatus? {
        try await engine.payment(of: session)?.session.state.status
    }

    /// The customer names a wallet, agrees to the price, and is sent to the wallet; gives where that is.
    func goToWallet(_ wallet: String = "alice", _ session: SessionID, amount: Int64? = nil) async throws -> String {
        try await service.nameWallet("\(WalletNetwork.base)/\(wallet)", amount: amount, for: session)
        guard case .offered(let offer) = try await stage(of: session) else {
            throw WorldError.stage("\(try await stage(of: session))")
        }
        return try await service.agree(to: offer.number, as: Self.agreement, of: session)
    }

    /// The customer decides at the wallet, and comes back from there.
    @discardableResult
    func comeBack(from url: String, isAllowed: Bool = true) async throws -> WalletReturn {
        try await follow(try #require(sandbox.decide(url, isAllowed: isAllowed)))
    }

    /// The customer's browser follows a way back.
    func follow(_ location: String) async throws -> WalletReturn {
        let parts = location.split(separator: "?", maxSplits: 1).map(String.init)
        let prefix = "https://pay.example.com/pay/callback/"
        #expect(parts[0].hasPrefix(prefix))
        return try await service.finish(
            callbackToken: String(parts[0].dropFirst(prefix.count)),
            query: parts.count > 1 ? parts[1] : ""
        )
    }

    /// Lets time pass and work be done until something is so; throws after two hours of it.
    func wait(
        until isSo: @Sendable () async throws -> Bool,
        _ location: SourceLocation = #_sourceLocation
    ) async throws {
        for round in 0..<7_200 {
            if try await doWork(until: isSo) { return }
            clock.advance(seconds: round < 600 ? 1 : 10)
            await engine.doDueWork()
        }
        Issue.record("it never comes to that", sourceLocation: location)
        throw WorldError.never
    }

    /// Waits until an attempt has come to a stage.
    func wait(
        _ session: SessionID,
        for stages: Set<AttemptStage>,
        _ location: SourceLocation = #_sourceLocation
    ) async throws {
        try await wait(
            until: {
                guard let attempt = try await self.attempt(of: session) else { return false }
                return stages.contains(attempt.stage)
            },
            location
        )
    }

    /// Lets hours pass, at so many seconds a time, and what is due by then be done, until something is so.
    func pass(
        hours: Int,
        _ seconds: Int64 = 900,
        until isSo: () async throws -> Bool = { false }
    ) async throws {
        for _ in 0..<Int64(hours) * 3600 / seconds {
            if try await isSo() { return }
            clock.advance(seconds: seconds)
            sandbox.touch()
            await engine.doDueWork()
            _ = try await doWork(until: { false })
        }
    }

    /// Whether nothing is left to do before time passes: what is due is handed over once it is durable, and driven.
    private var isIdle: Bool {
        get async {
            for shard in engine.shards where await shard.gate.isAwaited { return false }
            return service.isIdle && others.withLock { $0.allSatisfy(\.isIdle) }
        }
    }

    /// Gives way to what drives payments until something is so, or nothing is left to do before time passes; tells
    /// whether it is so.
    func doWork(until isSo: () async throws -> Bool) async throws -> Bool {
        while true {
            guard !hasEnded else { throw WorldError.ended }
            let wasIdle = await isIdle
            if try await isSo() { return true }
            if wasIdle { return false }
            await Task.yield()
        }
    }

    /// What a wallet has paid since the beginning, of a million.
    func paid(by wallet: String, of opening: UInt64 = 1_000_000) -> UInt64 {
        opening - sandbox.balance(ofWallet: wallet)
    }

    var received: UInt64 { sandbox.balance(ofWallet: "shop") }
}

enum WorldError: Error {
    case noSession
    case stage(String)
    case never
    case ended
}
