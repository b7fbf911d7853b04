package import Cryptography
import HTTPServing
import Synchronization

/// A wallet provider for tests and demos: wallet addresses, an authorization server, a resource server, and money that
/// is not real.
///
/// All state is in memory, behind one lock that is held for no longer than a rule takes.
package final class Sandbox: Sendable {
    private let state: Mutex<SandboxState>
    let foreign: any ForeignDocuments
    private let clock: @Sendable () -> Int64

    /// A sandbox with its seed wallets.
    ///
    /// `clock` tells milliseconds since 1970. All names and keys come from `random`.
    package init(
        settings: SandboxSettings,
        random: RandomSource,
        foreign: any ForeignDocuments,
        clock: @escaping @Sendable () -> Int64
    ) {
        state = Mutex(SandboxState(settings: settings, identifiers: IdentifierSource(random)))
        self.foreign = foreign
        self.clock = clock
    }

    /// Says where the sandbox is reached, before it is asked anything: no slash at the end.
    package func serve(under baseURL: String) {
        state.withLock { $0.baseURL = baseURL }
    }

    /// Makes a key for a wallet, which publishes it from now on; nil if there is no such wallet, or it has too many.
    package func makeCredentials(ofWallet name: String) -> WalletCredentials? {
        state.withLock { state in
            let privateKey = state.identifiers.privateKey()
            let key = JSONWebKey(id: "sandbox-\(state.identifiers.identifier())", key: privateKey.publicKey)
            guard state.publish(key, of: name), let account = state.accounts[name] else { return nil }
            return WalletCredentials(address: state.address(of: account), keyID: key.id, privateKey: privateKey)
        }
    }

    /// What a wallet has, in the units of its asset.
    package func balance(ofWallet name: String) -> UInt64 {
        withState { state, _ in state.ledger.balance(ofWallet: name) }
    }

    /// Decides without a browser, as the wallet's owner would on the page at this URL; says where the browser would go,
    /// nil if nowhere.
    package func decide(_ redirect: String, isAllowed: Bool) -> String? {
        withState { state, now in
            state.grant(askedAt: redirect).flatMap { state.decide($0, isAllowed ? .accept : .reject, now: now) }
        }
    }

    /// Takes back all that a wallet's owner has allowed, as the owner would on the wallet's page.
    package func revoke(ofWallet name: String) {
        withState { state, now in
            for grant in state.permissions(ofWallet: name) { _ = state.revoke(grant.id, ofWallet: name, now: now) }
        }
    }

    /// How many permissions to pay from a wallet its owner has given that nobody has ended.
    package func permissionCount(ofWallet name: String) -> Int {
        withState { state, _ in state.permissions(ofWallet: name).count }
    }

    /// Lets time pass, as the sandbox sees it; signatures are still held against the real clock.
    package func advance(milliseconds: Int64) {
        withState { state, _ in state.clockAhead += milliseconds }
    }

    /// The base URL, for a request's signature.
    var baseURL: String { state.withLock(\.baseURL) }

    /// The real time, in seconds.
    var seconds: Int64 { clock() / 1000 }

    /// Looks at the state, or changes it, at the sandbox's time; what was due is settled before.
    func withState<Result: Sendable, Failure: Error>(
        _ body: (inout SandboxState, Int64) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try state.withLock { state throws(Failure) in
            let now = clock() + state.clockAhead
            state.settle(upTo: now)
            return try body(&state, now)
        }
    }

    /// Does a call, unless the wallet's manner or a fault rule has it otherwise.
    func call(
        _ operation: Operation,
        on wallet: String?,
        _ work: () -> HTTPResponse
    ) -> Answer {
        let interference = withState { state, now in state.interference(with: operation, on: wallet, at: now) }
        switch interference {
        case .refuse(let status): return logged(.text(status, "out of order"), operation, wallet)
        case .limit: return logged(.text(429, "too many requests", fields: "Retry-After: 1\r\n"), operation, wallet)
        case .drop: return .dropped
        case .none, .fail, .lose, .loseByTurns: break
        }
        let response = work()
        let answer = logged(response, operation, wallet)
        guard (200...299).contains(response.status) else { return answer }
        switch interference {
        case .fail(let status): return .response(.text(status, "out of order"))
        case .lose: return .dropped
        case .loseByTurns:
            let isEven = wallet.map { name in withState { state, _ in state.manners.isEven(name, operation) } } ?? true
            return isEven ? answer : .dropped
        case .none, .refuse, .limit, .drop: return answer
        }
    }

    /// The verifier of now, as strict as the settings say.
    var verifier: SignatureVerifier {
        SignatureVerifier(isLenient: state.withLock(\.settings.isLenient), now: seconds)
    }

    private func logged(_ response: HTTPResponse, _ operation: Operation, _ wallet: String?) -> Answer {
        withState { state, now in state.log(operation.rawValue, wallet, String(response.status), at: now) }
        return .response(response)
    }
}
