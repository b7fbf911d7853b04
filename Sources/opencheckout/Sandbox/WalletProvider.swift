import Cryptography
import Glibc
import HTTPServing
import OutboundHTTP
import SandboxWallet

/// The sandbox wallet as this program runs it: on a listener of its own, by the real clock.
struct WalletProvider: Sendable {
    /// The wallet of the demo's merchant.
    static let merchant = "shop"

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

    /// What the demo's merchant needs to be paid here: its address, and a fresh key that is published there.
    func merchantCredentials() -> WalletCredentials? {
        sandbox.makeCredentials(ofWallet: Self.merchant)
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
