import SandboxWallet
import ServiceLifecycle

/// A sandbox wallet without a checkout beside it.
struct SandboxService: Service {
    let host: String
    let port: UInt16
    let baseURL: String?
    let settings: SandboxSettings

    /// Called once, when requests are answered.
    let onReady: @Sendable (WalletProvider) -> Void

    /// Serves until it is told to stop.
    func run() async throws {
        let provider = try WalletProvider(host: host, port: port, baseURL: baseURL, settings: settings)
        onReady(provider)
        try? await gracefulShutdown()
        await provider.stop()
    }
}
