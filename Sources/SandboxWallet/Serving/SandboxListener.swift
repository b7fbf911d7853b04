package import HTTPServing
import Reactors

/// A sandbox on a reactor and a port of its own.
package final class SandboxListener: Sendable {
    /// Where it listens.
    package let address: SocketAddress

    /// Where its wallets are: what was configured, or the address.
    package let baseURL: String

    private let server: HTTPServer
    private let reactor: Reactor

    /// Listens from now on; port 0 lets the system choose.
    ///
    /// Without a base URL the address is taken for one.
    package init(_ sandbox: Sandbox, host: String, port: UInt16, baseURL: String? = nil) throws(HTTPListenError) {
        reactor = Reactor(name: "sandbox")
        var limits = HTTPLimits()
        limits.bodyBytes = Limits.bodyBytes
        server = HTTPServer(reactors: [reactor], handler: sandbox, limits: limits)
        address = try server.listen(host: host, port: port)
        self.baseURL = baseURL ?? "http://\(address)"
        sandbox.serve(under: self.baseURL)
        reactor.start()
    }

    /// Answers what is in flight, for a second at most, and ends.
    package func stop() async {
        _ = await server.drain(within: .seconds(1))
        reactor.stop()
    }
}
