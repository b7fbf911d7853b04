import Cryptography
import HTTPServing
import PayPage
import PaymentFlows
import Reactors
import Synchronization

/// The pay page over a scripted desk, and a wallet beside it, each on a port of the kernel's choice.
final class Gallery: Sendable {
    /// Where the page is, `http://127.0.0.1:…`.
    let pageOrigin: String

    /// The page's port.
    let pagePort: UInt16

    /// Where the wallet and the shop are.
    let walletOrigin: String

    /// What the page is over.
    let desk: ScriptedDesk

    private let reactor: Reactor

    /// Serves sessions: all samples, or those of a test.
    init(
        _ views: [PaymentView] = Sample.all.map(\.view),
        baseURL: String = "http://127.0.0.1",
        _ adjust: (inout PayPageHandler.Settings) -> Void = { _ in }
    ) throws {
        reactor = Reactor(name: "gallery")
        let wallet = StandInWallet()
        let walletServer = HTTPServer(reactors: [reactor], handler: wallet, limits: HTTPLimits())
        walletOrigin = "http://\(try walletServer.listen(host: "127.0.0.1", port: 0))"
        let shop = walletOrigin
        let local = views.map { view in
            var view = view
            view.successURL = view.successURL.replacing(Sample.shop, with: shop)
            view.cancelURL = view.cancelURL.replacing(Sample.shop, with: shop)
            return view
        }
        var settings = PayPageHandler.Settings(
            tokenKey: Array("key of a gallery".utf8),
            random: .system(),
            baseURL: baseURL,
            trustedProxy: TrustedProxy(SocketAddress(family: .ipv4, address: 0x7F00_0001, port: 0), prefix: 32)
        ) { Sample.now }
        // Longer than any other test holds up the executor on which the desk is asked.
        settings.patience = .seconds(60)
        adjust(&settings)
        desk = ScriptedDesk(local, walletOrigin: walletOrigin)
        let page = PayPageHandler(desk: desk, settings: settings)
        let pageServer = HTTPServer(reactors: [reactor], handler: page, limits: HTTPLimits())
        let address = try pageServer.listen(host: "127.0.0.1", port: 0)
        (pageOrigin, pagePort) = ("http://\(address)", address.port)
        wallet.page.withLock { $0 = pageOrigin }
        reactor.start()
    }

    /// Ends the servers.
    func stop() {
        reactor.stop()
    }
}
