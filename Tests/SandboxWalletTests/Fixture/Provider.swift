import Cryptography
import Foundation
import HTTPServing
import SandboxWallet
import TestTools

/// A sandbox on a port of its own, whose clock stands still until a test turns it.
final class Provider: Sendable {
    let clock = ManualClock()
    let sandbox: Sandbox
    let listener: SandboxListener

    var baseURL: String { listener.baseURL }

    init(_ settings: SandboxSettings, baseURL: String?, foreign: any ForeignDocuments) throws {
        sandbox = Sandbox(settings: settings, random: .system(), foreign: foreign) { [clock] in
            clock.wallNanoseconds / 1_000_000
        }
        listener = try SandboxListener(sandbox, host: "127.0.0.1", port: 0, baseURL: baseURL)
    }

    /// A client that acts for a wallet, under a key that the wallet publishes.
    func client(of wallet: String = "shop") throws -> WalletClient {
        guard let credentials = sandbox.makeCredentials(ofWallet: wallet) else {
            throw SocketClientError.malformed("no wallet \(wallet)", [])
        }
        return WalletClient(provider: self, credentials: credentials)
    }

    /// Sends a request without any signature, on a connection of its own.
    func send(
        _ method: String,
        _ path: String,
        _ headers: [(String, String)] = [],
        body: String = ""
    ) throws -> Reply {
        let socket = try SocketClient(port: listener.address.port)
        return Reply(try socket.request(method, path, headers, body: Array(body.utf8)))
    }

    /// Gives an order that only tests give.
    func order(_ name: String, _ json: String = "{}") throws -> Reply {
        try send("POST", "/_sandbox/\(name)", [("Content-Type", "application/json")], body: json)
    }

    /// Does a call, and once more a second later if the wallet is out of order or wants that.
    func persist(_ call: () throws -> Reply) throws -> Reply {
        let reply = try call()
        guard [429, 503].contains(reply.status) else { return reply }
        clock.advance(seconds: 1)
        return try call()
    }

    /// A person agrees, or refuses; where the browser goes then.
    func decide(_ redirect: String, _ choice: String = "accept") throws -> String {
        let reply = try order("interactions", #"{"redirect":"\#(redirect)","choice":"\#(choice)"}"#)
        return try reply.text("location")
    }
}

extension SandboxSettings {
    /// Nobody waits: a grant may be continued, and a payment settles, at once.
    static var prompt: SandboxSettings {
        var settings = SandboxSettings()
        settings.waitSeconds = 0
        settings.settlementMilliseconds = 0
        return settings
    }
}

/// Runs a body on a thread of its own beside a sandbox, then stops the sandbox.
func withProvider(
    _ settings: SandboxSettings = .prompt,
    baseURL: String? = nil,
    foreign: any ForeignDocuments = NoForeignDocuments(),
    _ body: @escaping @Sendable (Provider) throws -> Void
) async throws {
    let provider = try Provider(settings, baseURL: baseURL, foreign: foreign)
    let result = await Task { try await onThread { try body(provider) } }.result
    await provider.listener.stop()
    try result.get()
}
