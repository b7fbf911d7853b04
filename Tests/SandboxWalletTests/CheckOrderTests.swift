import TestTools
import Testing

@testable import SandboxWallet

/// The resource server checks schema, form of the token, token, access, signature, wallet and rules in this order, and
/// the authorization server schema, signature and rules.
@Suite struct CheckOrderTests {
    private static func breakSignature(_ fields: inout [(String, String)]) {
        fields.removeAll { $0.0 == "Signature" }
    }

    @Test func `the resource server says what comes first`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let url = provider.baseURL + "/op/incoming-payments"
            let token = try client.incomingToken()
            let good = #"{"walletAddress":"\#(client.credentials.address)"}"#
            let elsewhere = #"{"walletAddress":"\#(provider.baseURL)/alice"}"#
            func status(_ json: String, _ token: String?) throws -> Int {
                try client.send("POST", url, token: token, json: json, spoil: Self.breakSignature).status
            }
            #expect(try status("{", nil) == 400)
            #expect(try status(#"{"colour":1}"#, nil) == 400)
            #expect(try status(good, nil) == 401)
            #expect(try status(good, "UNKNOWN") == 403)
            #expect(try status(elsewhere, token) == 403)
            #expect(try status(good, token) == 401)
            #expect(try client.send("POST", url, token: token, json: good).status == 201)
        }
    }

    @Test func `a missing token is not an unsigned one, and both say who gives access`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let url = provider.baseURL + "/op/incoming-payments"
            let json = #"{"walletAddress":"\#(client.credentials.address)"}"#
            let missing = try client.send("POST", url, json: json)
            #expect(try missing.text("error.code") == "401")
            #expect(missing.response.field("www-authenticate") == "GNAP as_uri=\(provider.baseURL)/auth")
            let unsigned = try client.send("POST", url, token: client.incomingToken(), json: json) {
                Self.breakSignature(&$0)
            }
            #expect(try unsigned.text("error.description") == "Signature validation error: no Signature")
        }
    }

    @Test func `a wallet that is not there is found behind the signature`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let token = try client.quoteToken()
            let receiver = try client.incomingPayment()
            let json = #"{"walletAddress":"\#(provider.baseURL)/nobody","receiver":"\#(receiver)","method":"ilp"}"#
            let url = provider.baseURL + "/op/quotes"
            #expect(try client.send("POST", url, token: token, json: json, spoil: Self.breakSignature).status == 401)
            let refused = try client.send("POST", url, token: token, json: json)
            #expect(refused.status == 400)
            #expect(try refused.text("error.description") == "unknown wallet address")
        }
    }

    @Test func `a token of one authorization server is none for wallets of another`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let receiver = try client.incomingPayment()
            #expect(try client.quote("rootauth", receiver, token: client.quoteToken()).status == 403)
            let elsewhere = try client.outgoingGrant("rootauth")
            #expect(elsewhere.status == 400)
            #expect(try elsewhere.text("error.code") == "invalid_request")
            let token = try client.quoteToken(at: provider.baseURL + "/")
            #expect(try client.quote("rootauth", receiver, token: token).status == 201)
        }
    }

    @Test func `the authorization server says what comes first`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let unknown = #"{"type":"incoming-payment","actions":["read"],"identifier":"https://other.example/a"}"#
            func ask(_ access: String, client address: String) throws -> Reply {
                let json = #"{"access_token":{"access":[\#(access)]},"client":"\#(address)"}"#
                return try client.send("POST", provider.baseURL + "/auth", json: json, spoil: Self.breakSignature)
            }
            let address = client.credentials.address
            #expect(try ask(#"{"type":"card"}"#, client: address).text("error.code") == "invalid_request")
            let unsigned = try ask(unknown, client: address)
            #expect(unsigned.status == 401)
            #expect(try unsigned.text("error.code") == "invalid_client")
            let stranger = try ask(unknown, client: "https://nobody.example/x")
            #expect(stranger.status == 400)
            #expect(try stranger.text("error.code") == "invalid_client")
        }
    }

    @Test func `the base URL is what requests are signed for, whatever Host says`() async throws {
        try await withProvider(baseURL: "https://wallet.example") { provider in
            let client = try provider.client()
            #expect(client.credentials.address == "https://wallet.example/shop")
            #expect(try client.incomingPayment().hasPrefix("https://wallet.example/op/incoming-payments/"))
        }
    }

    @Test func `a type on a GET and on an empty POST does no harm`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let token = try client.incomingToken()
            let receiver = try client.incomingPayment(token: token)
            func describe(_ fields: inout [(String, String)]) {
                fields.append(("Content-Type", "application/json"))
                fields.append(("Content-Length", "0"))
            }
            #expect(try client.send("GET", receiver, token: token, spoil: describe).status == 200)
            #expect(try client.send("POST", receiver + "/complete", token: token, spoil: describe).status == 200)
        }
    }
}
