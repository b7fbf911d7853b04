import Bytes
import Cryptography
import Foundation
import HTTPServing
import SandboxWallet
import TestTools

/// A client of wallets that signs as it should, unless it is told otherwise.
struct WalletClient: Sendable {
    let provider: Provider
    let credentials: WalletCredentials

    /// What the base URL's `Host` would be is no matter: requests go to the listener.
    var baseURL: String { provider.baseURL }

    /// Sends a signed request; `spoil` may change its fields behind the signature.
    func send(
        _ method: String,
        _ url: String,
        token: String? = nil,
        json: String? = nil,
        spoil: ((inout [(String, String)]) -> Void)? = nil
    ) throws -> Reply {
        let body = Array((json ?? "").utf8)
        var fields: [(String, String)] = []
        if let token { fields.append(("Authorization", "GNAP \(token)")) }
        if !body.isEmpty {
            fields.append(("Content-Digest", "sha-512=:\(Base64.encode(SHA512.digest(body))):"))
            fields.append(("Content-Type", "application/json"))
        }
        let names = ["@method", "@target-uri"] + fields.map { $0.0.lowercased() }
        let list = names.map { "\"\($0)\"" }.joined(separator: " ")
        let parameters = "(\(list));created=\(provider.clock.seconds);keyid=\"\(credentials.keyID)\""
        var lines = ["\"@method\": \(method)", "\"@target-uri\": \(url)"]
        lines += fields.map { "\"\($0.0.lowercased())\": \($0.1)" }
        lines.append("\"@signature-params\": \(parameters)")
        let signature = credentials.privateKey.sign(Array(lines.joined(separator: "\n").utf8))
        fields.append(("Signature-Input", "sig1=\(parameters)"))
        fields.append(("Signature", "sig1=:\(Base64.encode(signature)):"))
        spoil?(&fields)
        let socket = try SocketClient(port: provider.listener.address.port)
        return Reply(try socket.request(method, String(url.dropFirst(baseURL.count)), fields, body: body))
    }

    /// The document of a wallet.
    func document(of wallet: String) throws -> Reply {
        try provider.send("GET", "/\(wallet)", [("Accept", "application/json")])
    }

    /// Asks for a grant.
    func grant(
        _ access: String,
        at server: String? = nil,
        interact: Bool = false,
        finish: String? = "https://shop.example/back?order=1"
    ) throws -> Reply {
        let back = finish.map { #","finish":{"method":"redirect","uri":"\#($0)","nonce":"client-nonce"}"# } ?? ""
        let interaction = interact ? #","interact":{"start":["redirect"]\#(back)}"# : ""
        let json =
            #"{"access_token":{"access":[\#(access)]},"client":"\#(credentials.address)"\#(interaction)}"#
        return try send("POST", server ?? baseURL + "/auth", json: json)
    }

    /// A token for incoming payments of this client's own wallet.
    func incomingToken() throws -> String {
        let access = """
            {"type":"incoming-payment","actions":["create","read","list","complete"],\
            "identifier":"\(credentials.address)"}
            """
        return try grant(access).text("access_token.value")
    }

    /// A place for so much money to arrive; its URL.
    func incomingPayment(_ value: String = "2500", token: String? = nil, expiresAt: String? = nil) throws -> String {
        let expiry = expiresAt.map { #","expiresAt":"\#($0)""# } ?? ""
        let json = """
            {"walletAddress":"\(credentials.address)","incomingAmount":\(Self.dollars(value))\(expiry)}
            """
        let token = try token ?? incomingToken()
        return try send("POST", baseURL + "/op/incoming-payments", token: token, json: json).text("id")
    }

    /// A token for quotes of a wallet.
    func quoteToken(at server: String? = nil) throws -> String {
        try grant(#"{"type":"quote","actions":["create","read"]}"#, at: server).text("access_token.value")
    }

    /// The price of a payment.
    func quote(_ wallet: String, _ receiver: String, token: String? = nil, server: String? = nil) throws -> Reply {
        let json = #"{"walletAddress":"\#(baseURL)/\#(wallet)","receiver":"\#(receiver)","method":"ilp"}"#
        let token = try token ?? quoteToken(at: server)
        return try send("POST", baseURL + "/op/quotes", token: token, json: json)
    }

    /// Asks a wallet's owner for consent; `limits` is JSON.
    func outgoingGrant(
        _ wallet: String,
        limits: String? = nil,
        server: String? = nil,
        finish: String? = "https://shop.example/back?order=1"
    ) throws -> Reply {
        let bounds = limits.map { #","limits":\#($0)"# } ?? ""
        let access = """
            {"type":"outgoing-payment","actions":["create","read","list"],\
            "identifier":"\(baseURL)/\(wallet)"\(bounds)}
            """
        return try grant(access, at: server, interact: true, finish: finish)
    }

    /// Continues a grant with what a browser brought back.
    func resume(_ grant: Reply, at location: String) throws -> Reply {
        let query = location.split(separator: "&").first { $0.hasPrefix("interact_ref=") }?.dropFirst(13) ?? ""
        return try send(
            "POST",
            grant.text("continue.uri"),
            token: grant.text("continue.access_token.value"),
            json: #"{"interact_ref":"\#(query)"}"#
        )
    }

    /// A token for a wallet's outgoing payments, to which its owner agreed.
    func outgoingToken(_ wallet: String, limits: String? = nil, server: String? = nil) throws -> String {
        let grant = try outgoingGrant(wallet, limits: limits, server: server)
        return try resume(grant, at: provider.decide(grant.text("interact.redirect"))).text("access_token.value")
    }

    /// Makes a payment of a quote.
    func pay(_ wallet: String, quote: String, token: String) throws -> Reply {
        let json = """
            {"walletAddress":"\(baseURL)/\(wallet)","quoteId":"\(quote)","metadata":{"externalRef":"order-1"}}
            """
        return try send("POST", baseURL + "/op/outgoing-payments", token: token, json: json)
    }

    /// An amount of dollars as JSON.
    static func dollars(_ value: String) -> String {
        #"{"value":"\#(value)","assetCode":"USD","assetScale":2}"#
    }
}
