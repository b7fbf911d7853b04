import Checkout
import CheckoutEngine
import Cryptography
import Glibc
import HTTPServing
import OutboundHTTP
import SandboxWallet

/// The sandbox wallet as this program runs it: on a listener of its own, by the real clock.
struct WalletProvider: Sendable {
    /// The wallet of the demo's merchant.
    static let merchant = "shop"

    /// What that wallet holds.
    private static let merchantCurrency = "USD"
    private static let merchantScale = 2

    private let sandbox: Sandbox
    private let listener: SandboxListener
    private let client: OutboundClient

    /// Listens from now on.
    init(
        host: String,
        port: UInt16,
        baseURL: String? = nil,
        settings: SandboxSettings = SandboxSettings()
    ) throws(HTTPListenError) {
        client = OutboundClient()
        let isLocal = baseURL?.hasPrefix("http://") ?? true
        sandbox = Sandbox(
            settings: settings,
            random: .system(),
            foreign: OutboundDocuments(client: client, policy: isLocal ? .allowingLocal : .publicOnly),
            clock: Self.milliseconds
        )
        listener = try SandboxListener(sandbox, host: host, port: port, baseURL: baseURL)
    }

    /// The wallet at which the demo's merchant is paid, with a fresh key that is published there.
    ///
    /// All keys of the run before are gone with it.
    func merchantWallet(of id: MerchantID, _ keyMode: KeyMode, sealedBy vault: SecretVault) throws -> MerchantWallet? {
        guard let credentials = sandbox.makeCredentials(ofWallet: Self.merchant) else { return nil }
        let key = try vault.seal(credentials.privateKey, named: credentials.keyID, of: id, keyMode)
        let asset = WalletAsset(code: Self.merchantCurrency, scale: Self.merchantScale)
        return MerchantWallet(address: credentials.address, asset: asset, key: key)
    }

    /// Where its wallets are, without a slash at the end.
    var baseURL: String { listener.baseURL }

    /// Answers what is in flight, and ends.
    func stop() async {
        await listener.stop()
        await client.shutdown()
    }

    private static func milliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
