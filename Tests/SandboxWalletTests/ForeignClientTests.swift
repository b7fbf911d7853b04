import TestTools
import Testing

@testable import SandboxWallet

@Suite struct ForeignClientTests {
    @Test func `a client of another provider is known by what that publishes`() async throws {
        let foreign = StoredDocuments(publicName: "Other shop")
        try await withProvider(foreign: foreign) { provider in
            let client = WalletClient(provider: provider, credentials: foreign.credentials)
            let token = try client.outgoingToken("alice")
            let merchant = try provider.client()
            let quote = try client.quote("alice", merchant.incomingPayment()).text("id")
            #expect(try client.pay("alice", quote: quote, token: token).status == 201)
        }
    }

    @Test func `without a name of its own a client cannot ask for consent`() async throws {
        let foreign = StoredDocuments(publicName: nil)
        try await withProvider(foreign: foreign) { provider in
            let client = WalletClient(provider: provider, credentials: foreign.credentials)
            #expect(try client.grant(#"{"type":"quote","actions":["create"]}"#).status == 200)
            let refused = try client.outgoingGrant("alice")
            #expect(refused.status == 400)
            #expect(try refused.text("error.code") == "invalid_client")
        }
    }

    @Test func `a key that a wallet publishes no more is dead at once`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let token = try client.incomingToken()
            let receiver = try client.incomingPayment(token: token)
            let order = #"{"wallet":"shop","withdraw":"\#(client.credentials.keyID)"}"#
            #expect(try provider.order("keys", order).status == 200)
            #expect(try client.send("GET", receiver, token: token).status == 401)
            #expect(try client.grant(#"{"type":"quote","actions":["create"]}"#).status == 401)
        }
    }

    @Test func `keys are uploaded, made, replaced by name, and published whole`() async throws {
        try await withProvider { provider in
            let made = try provider.order("keys", #"{"wallet":"shop"}"#)
            #expect(made.members() == ["jwk", "keyId", "privateKey", "walletAddress"])
            #expect(try made.text("privateKey").hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
            let jwk = """
                {"kid":"mine","alg":"EdDSA","use":"sig","kty":"OKP","crv":"Ed25519","x":"\(try made.text("jwk.x"))"}
                """
            for _ in 0..<2 {
                let uploaded = try provider.order("keys", #"{"wallet":"shop","jwk":\#(jwk)}"#)
                #expect(uploaded.members() == ["jwk", "keyId", "walletAddress"])
            }
            let published = try provider.send("GET", "/shop/jwks.json")
            #expect(published.members() == ["keys"])
            #expect(published.count("keys") == 2)
            #expect(published.members("keys.1") == ["alg", "crv", "kid", "kty", "use", "x"])
            for bad in [
                jwk.replacing("OKP", with: "EC"), jwk.replacing("mine", with: "a;b"), jwk.replacing("sig", with: "enc"),
                jwk.replacing("EdDSA", with: "RS256"), jwk.replacing(#""x":""#, with: #""x":"=="#),
            ] {
                #expect(try provider.order("keys", #"{"wallet":"shop","jwk":\#(bad)}"#).status == 400, "\(bad)")
            }
            #expect(try provider.order("keys", #"{"wallet":"nobody"}"#).status == 400)
        }
    }
}
