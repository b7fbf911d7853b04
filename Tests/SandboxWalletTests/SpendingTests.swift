import Foundation
import TestTools
import Testing

@testable import SandboxWallet

@Suite struct SpendingTests {
    @Test func `a receiver binds a grant, as an exact text`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let receiver = try client.incomingPayment()
            let token = try client.outgoingToken("alice", limits: #"{"receiver":"\#(receiver)"}"#)
            let other = try client.quote("alice", client.incomingPayment()).text("id")
            let refused = try client.pay("alice", quote: other, token: token)
            #expect(refused.status == 403)
            #expect(try refused.text("error.description") == "Insufficient Grant: another receiver")
            #expect(refused.response.field("www-authenticate") == "GNAP as_uri=\(provider.baseURL)/auth")
            #expect(
                try client.pay("alice", quote: client.quote("alice", receiver).text("id"), token: token).status == 201
            )
        }
    }

    @Test(arguments: ["debitAmount", "receiveAmount"])
    func `several payments are made until their sum reaches the limit`(_ bound: String) async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let token = try client.outgoingToken("alice", limits: #"{"\#(bound)":\#(WalletClient.dollars("5000"))}"#)
            func pay(_ value: String) throws -> Int {
                let quote = try client.quote("alice", client.incomingPayment(value)).text("id")
                return try client.pay("alice", quote: quote, token: token).status
            }
            #expect(try pay("5001") == 403)
            #expect(try pay("2000") == 201)
            #expect(try pay("3000") == 201)
            #expect(try pay("1") == 403)
            #expect(provider.sandbox.balance(ofWallet: "shop") == 5000)
        }
    }

    @Test func `a limit in another currency lets nothing through`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let limit = #"{"debitAmount":{"value":"5000","assetCode":"USD","assetScale":9}}"#
            let token = try client.outgoingToken("alice", limits: limit)
            let quote = try client.quote("alice", client.incomingPayment("1")).text("id")
            #expect(try client.pay("alice", quote: quote, token: token).status == 403)
        }
    }

    @Test func `windows follow each other, and nothing rolls over`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            // The clock shows noon.
            let interval = "R2/2026-06-15T12:10:00Z/P1D"
            let limits = #"{"receiveAmount":\#(WalletClient.dollars("2500")),"interval":"\#(interval)"}"#
            let grant = try client.outgoingGrant("alice", limits: limits)
            let granted = try client.resume(grant, at: provider.decide(grant.text("interact.redirect")))
            var token = try granted.text("access_token.value")
            var manage = try granted.text("access_token.manage")
            func pay(_ value: String = "2500") throws -> Int {
                let quote = try client.quote("alice", client.incomingPayment(value)).text("id")
                return try client.pay("alice", quote: quote, token: token).status
            }
            func advance(_ seconds: Int64) throws {
                provider.clock.advance(seconds: seconds)
                let rotated = try client.send("POST", manage, token: token)
                token = try rotated.text("access_token.value")
                manage = try rotated.text("access_token.manage")
            }
            #expect(try pay() == 403, "before the first window")
            try advance(600)
            #expect(try pay("1000") == 201)
            #expect(try pay("1501") == 403)
            #expect(try pay("1500") == 201)
            try advance(86_399)
            #expect(try pay("1") == 403, "the window is not over")
            try advance(1)
            #expect(try pay() == 201)
            #expect(try pay("1") == 403)
            let spent = try client.send("GET", provider.baseURL + "/op/outgoing-payment-grant", token: token)
            #expect(try spent.text("spentReceiveAmount.value") == "2500")
            try advance(86_400)
            #expect(try pay("1") == 403, "R2 has two windows")
        }
    }

    @Test func `what was not sent is given back to the allowance`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let limits = #"{"debitAmount":\#(WalletClient.dollars("2500"))}"#
            let token = try client.outgoingToken("broke", limits: limits)
            let first = try client.quote("broke", client.incomingPayment()).text("id")
            let failed = try client.pay("broke", quote: first, token: token)
            #expect(failed.status == 201)
            #expect(try client.send("GET", failed.text("id"), token: token).boolean("failed") == true)
            _ = try provider.order("top-up", #"{"wallet":"broke","value":"2500"}"#)
            let second = try client.quote("broke", client.incomingPayment()).text("id")
            let paid = try client.pay("broke", quote: second, token: token)
            #expect(paid.status == 201)
            #expect(try client.send("GET", paid.text("id"), token: token).boolean("failed") == false)
            #expect(provider.sandbox.balance(ofWallet: "broke") == 0)
        }
    }

    @Test func `what was spent is null before a payment, and a sum after it`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let token = try client.outgoingToken("eve")
            let url = provider.baseURL + "/op/outgoing-payment-grant"
            let nothing = try client.send("GET", url, token: token)
            #expect(nothing.response.text == #"{"spentDebitAmount":null,"spentReceiveAmount":null}"#)
            let quote = try client.quote("eve", client.incomingPayment()).text("id")
            _ = try client.pay("eve", quote: quote, token: token)
            let spent = try client.send("GET", url, token: token)
            #expect(try spent.text("spentDebitAmount.value") == "2296")
            #expect(try spent.text("spentReceiveAmount.assetCode") == "USD")
        }
    }

    @Test(arguments: [
        #"{"receiver":"https://wallet.example/alice"}"#, #"{"interval":"monthly"}"#, #"{"colour":"red"}"#,
        """
        {"debitAmount":{"value":"1","assetCode":"USD","assetScale":2},\
        "receiveAmount":{"value":"1","assetCode":"USD","assetScale":2}}
        """,
    ])
    func `limits that the protocol has not got are refused`(_ limits: String) async throws {
        try await withProvider { provider in
            let reply = try provider.client().outgoingGrant("alice", limits: limits)
            #expect(reply.status == 400)
        }
    }

    @Test func `identical payments at once are made once`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let quote = try client.quote("alice", client.incomingPayment()).text("id")
            let token = try client.outgoingToken("alice")
            _ = try provider.order("settings", #"{"settlement":1000}"#)
            let statuses = Statuses()
            for _ in 0..<20 {
                Thread.detachNewThread {
                    statuses.add((try? client.pay("alice", quote: quote, token: token).status) ?? 0)
                }
            }
            try wait(while: statuses.count < 20)
            #expect(statuses.sorted == [201] + Array(repeating: 400, count: 19))
            provider.clock.advance(seconds: 1)
            #expect(provider.sandbox.balance(ofWallet: "alice") == 997_500)
        }
    }
}
