import Foundation
import TestTools
import Testing

@testable import SandboxWallet

@Suite struct PaymentTests {
    @Test func `a payment goes its whole way, and its objects have the members of the protocol`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let incomingToken = try client.incomingToken()
            let receiver = try client.incomingPayment(token: incomingToken)
            let quote = try client.quote("alice", receiver)
            #expect(quote.status == 201)
            #expect(
                quote.members() == [
                    "createdAt", "debitAmount", "expiresAt", "id", "method", "receiveAmount", "receiver",
                    "walletAddress",
                ]
            )
            let limits = #"{"receiver":"\#(receiver)","debitAmount":\#(WalletClient.dollars("2500"))}"#
            let token = try client.outgoingToken("alice", limits: limits)
            let payment = try client.pay("alice", quote: quote.text("id"), token: token)
            #expect(payment.status == 201)
            #expect(payment.boolean("failed") == false)
            #expect(try payment.text("sentAmount.value") == "0")
            #expect(payment.members().contains("grantSpentDebitAmount"))
            let read = try client.send("GET", payment.text("id"), token: token)
            #expect(read.status == 200)
            #expect(!read.members().contains { $0.hasPrefix("grantSpent") })
            #expect(try read.text("sentAmount.value") == "2500")
            #expect(try read.text("metadata.externalRef") == "order-1")
            let paid = try client.send("GET", receiver, token: incomingToken)
            #expect(paid.boolean("completed") == true)
            #expect(try paid.text("receivedAmount.value") == "2500")
            #expect(paid.count("methods") == 0)
            #expect(provider.sandbox.balance(ofWallet: "alice") == 997_500)
            #expect(provider.sandbox.balance(ofWallet: "shop") == 2500)
        }
    }

    @Test(arguments: [("eve", "2296"), ("yuki", "3847"), ("nano", "25000000000")])
    func `other currencies are exchanged, and the merchant gets the price`(
        _ wallet: String,
        _ debit: String
    ) async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let receiver = try client.incomingPayment()
            let quote = try client.quote(wallet, receiver)
            #expect(try quote.text("debitAmount.value") == debit)
            #expect(try quote.text("receiveAmount.value") == "2500")
            let before = provider.sandbox.balance(ofWallet: wallet)
            _ = try client.pay(wallet, quote: quote.text("id"), token: client.outgoingToken(wallet))
            #expect(before - provider.sandbox.balance(ofWallet: wallet) == UInt64(debit))
            #expect(provider.sandbox.balance(ofWallet: "shop") == 2500)
        }
    }

    @Test func `an incoming payment is read by its client whole, by anybody in part, by another client not at all`()
        async throws
    {
        try await withProvider { provider in
            let client = try provider.client()
            let token = try client.incomingToken()
            let receiver = try client.incomingPayment(token: token)
            let whole = try client.send("GET", receiver, token: token)
            #expect(
                whole.members() == [
                    "completed", "createdAt", "expiresAt", "id", "incomingAmount", "methods", "receivedAmount",
                    "walletAddress",
                ]
            )
            #expect(try whole.text("methods.0.type") == "ilp")
            let path = String(receiver.dropFirst(provider.baseURL.count))
            let part = try provider.send("GET", path)
            #expect(part.members() == ["authServer", "receivedAmount"])
            let other = try provider.client(of: "alice")
            let access = #"{"type":"incoming-payment","actions":["read"],"identifier":"\#(provider.baseURL)/shop"}"#
            let foreign = try other.grant(access).text("access_token.value")
            #expect(try other.send("GET", receiver, token: foreign).status == 404)
        }
    }

    @Test func `a completed or expired incoming payment takes nothing and is not completed again`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let token = try client.incomingToken()
            let receiver = try client.incomingPayment(token: token)
            let quote = try client.quote("alice", receiver).text("id")
            let completed = try client.send("POST", receiver + "/complete", token: token)
            #expect(completed.status == 200)
            #expect(completed.boolean("completed") == true)
            #expect(!completed.members().contains("methods"))
            let again = try client.send("POST", receiver + "/complete", token: token)
            #expect(again.status == 409)
            #expect(try again.text("error.code") == "409")
            let payment = try client.pay("alice", quote: quote, token: client.outgoingToken("alice"))
            #expect(payment.status == 400)
            let expiring = try client.incomingPayment(token: token, expiresAt: "2026-06-15T12:05:00Z")
            provider.clock.advance(seconds: 300)
            #expect(try client.quote("alice", expiring).status == 400)
            #expect(try client.send("POST", expiring + "/complete", token: token).status == 409)
            #expect(provider.sandbox.balance(ofWallet: "shop") == 0)
        }
    }

    @Test func `a quote makes one payment, whose name it gives`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let receiver = try client.incomingPayment()
            let quote = try client.quote("alice", receiver).text("id")
            let token = try client.outgoingToken("alice")
            // The receiver stays open meanwhile, so that it is the quote alone that is in the way.
            _ = try provider.order("settings", #"{"settlement":1000}"#)
            let payment = try client.pay("alice", quote: quote, token: token)
            #expect(try payment.text("id") == quote.replacing("/quotes/", with: "/outgoing-payments/"))
            #expect(try client.pay("alice", quote: quote, token: token).status == 400)
            #expect(try client.pay("alice", quote: quote + "x", token: token).status == 404)
            provider.clock.advance(seconds: 1)
            #expect(provider.sandbox.balance(ofWallet: "alice") == 997_500)
        }
    }

    @Test func `a quote is good until it expires`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let token = try client.outgoingToken("alice")
            let receiver = try client.incomingPayment()
            let quote = try client.quote("alice", receiver).text("id")
            provider.clock.advance(seconds: 300)
            let late = try client.pay("alice", quote: quote, token: token)
            #expect(late.status == 400)
            #expect(try late.text("error.description") == "invalid quote")
        }
    }

    @Test func `a quote does not outlive its receiver`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let receiver = try client.incomingPayment(expiresAt: "2026-06-15T12:01:00Z")
            #expect(try client.quote("alice", receiver).text("expiresAt") == "2026-06-15T12:01:00Z")
            let lasting = try client.quote("alice", client.incomingPayment())
            #expect(try lasting.text("expiresAt") == "2026-06-15T12:05:00Z")
        }
    }

    @Test func `no more arrives than was asked for`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let receiver = try client.incomingPayment()
            let first = try client.quote("alice", receiver).text("id")
            let second = try client.quote("alice", receiver).text("id")
            let token = try client.outgoingToken("alice")
            // Both are made before either settles.
            _ = try provider.order("settings", #"{"settlement":1000}"#)
            _ = try client.pay("alice", quote: first, token: token)
            let surplus = try client.pay("alice", quote: second, token: token)
            #expect(surplus.status == 201)
            provider.clock.advance(seconds: 1)
            #expect(provider.sandbox.balance(ofWallet: "shop") == 2500)
            let failed = try client.send("GET", surplus.text("id"), token: token)
            #expect(failed.boolean("failed") == true)
            #expect(try failed.text("sentAmount.value") == "0")
        }
    }

    @Test func `of a surplus only what is missing arrives, and its part of the debit is taken`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let receiver = try client.incomingPayment()
            let whole = try client.quote("eve", receiver).text("id")
            _ = try provider.order("settings", #"{"settlement":1000}"#)
            let json = """
                {"walletAddress":"\(provider.baseURL)/alice","incomingPayment":"\(receiver)",\
                "debitAmount":\(WalletClient.dollars("1000"))}
                """
            let url = provider.baseURL + "/op/outgoing-payments"
            _ = try client.send("POST", url, token: client.outgoingToken("alice"), json: json)
            let token = try client.outgoingToken("eve")
            let surplus = try client.pay("eve", quote: whole, token: token)
            provider.clock.advance(seconds: 1)
            #expect(provider.sandbox.balance(ofWallet: "shop") == 2500)
            let failed = try client.send("GET", surplus.text("id"), token: token)
            #expect(failed.boolean("failed") == true)
            // 22.96 for 25.00, so 13.776 for 15.00.
            #expect(try failed.text("sentAmount.value") == "1378")
        }
    }

    @Test func `a list comes in pages, newest first`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let token = try client.incomingToken()
            let made = try (0..<5).map { _ in try client.incomingPayment(token: token) }
            let address = client.credentials.address.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            let list = "\(provider.baseURL)/op/incoming-payments?first=2&wallet-address=\(address)"
            let first = try client.send("GET", list, token: token)
            #expect(first.status == 200)
            #expect(first.count("result") == 2)
            #expect(try first.text("result.0.id") == made[4])
            #expect(first.boolean("pagination.hasNextPage") == true)
            #expect(first.boolean("pagination.hasPreviousPage") == false)
            #expect(first.value("result.0.methods") == nil)
            let next = try client.send("GET", list + "&cursor=\(first.text("pagination.endCursor"))", token: token)
            #expect(try next.text("result.0.id") == made[2])
            #expect(next.boolean("pagination.hasPreviousPage") == true)
            let back = list.replacing("first=2", with: "last=2")
            let previous = try client.send("GET", back + "&cursor=\(next.text("pagination.startCursor"))", token: token)
            #expect(try previous.text("result.0.id") == made[4])
            for refused in ["&last=2", "&cursor=none", "&colour=red"] {
                #expect(try client.send("GET", list + refused, token: token).status == 400)
            }
            #expect(try client.send("GET", back, token: token).status == 400)
            #expect(try client.send("GET", list.replacing("=2&", with: "=101&"), token: token).status == 400)
            let empty = try provider.client(of: "eve").incomingToken()
            let other = "\(provider.baseURL)/op/incoming-payments?wallet-address=\(provider.baseURL)/eve"
            let none = try provider.client(of: "eve").send("GET", other, token: empty)
            #expect(none.members("pagination") == ["hasNextPage", "hasPreviousPage"])
        }
    }

    @Test func `a receiver without an amount takes any, and a quote says how much`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let token = try client.incomingToken()
            let url = provider.baseURL + "/op/incoming-payments"
            let json = #"{"walletAddress":"\#(client.credentials.address)"}"#
            let receiver = try client.send("POST", url, token: token, json: json).text("id")
            #expect(try client.quote("eve", receiver).status == 400)
            func quote(_ amount: String) throws -> Reply {
                let json = """
                    {"walletAddress":"\(provider.baseURL)/eve","receiver":"\(receiver)","method":"ilp",\(amount)}
                    """
                return try client.send("POST", provider.baseURL + "/op/quotes", token: client.quoteToken(), json: json)
            }
            let euros = #"{"value":"1000","assetCode":"EUR","assetScale":2}"#
            let debit = try quote(#""debitAmount":\#(euros)"#)
            // 10.00 less a fee of 1 % is 9.90…, at 1.1.
            #expect(try debit.text("receiveAmount.value") == "1089")
            let receive = try quote(#""receiveAmount":\#(WalletClient.dollars("1000"))"#)
            #expect(try receive.text("debitAmount.value") == "919")
            #expect(try quote(#""debitAmount":\#(euros),"receiveAmount":\#(WalletClient.dollars("1"))"#).status == 400)
            #expect(try quote(#""debitAmount":\#(WalletClient.dollars("1"))"#).status == 400)
            #expect(try quote(#""receiveAmount":\#(euros)"#).status == 400)
            let eve = try client.outgoingToken("eve")
            for id in [try debit.text("id"), try receive.text("id")] {
                #expect(try client.pay("eve", quote: id, token: eve).status == 201)
            }
            let paid = try client.send("GET", receiver, token: token)
            #expect(try paid.text("receivedAmount.value") == "2089")
            #expect(paid.boolean("completed") == false)
        }
    }

    @Test func `a debit of any size needs no quote`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let receiver = try client.incomingPayment()
            let token = try client.outgoingToken("alice")
            let json = """
                {"walletAddress":"\(provider.baseURL)/alice","incomingPayment":"\(receiver)",\
                "debitAmount":\(WalletClient.dollars("1000"))}
                """
            let payment = try client.send("POST", provider.baseURL + "/op/outgoing-payments", token: token, json: json)
            #expect(payment.status == 201)
            #expect(provider.sandbox.balance(ofWallet: "shop") == 1000)
            #expect(try client.quote("alice", receiver).text("receiveAmount.value") == "1500")
        }
    }

    @Test(arguments: [
        (#""incomingAmount":{"value":"0","assetCode":"USD","assetScale":2}"#, 400),
        (#""incomingAmount":{"value":"1","assetCode":"EUR","assetScale":2}"#, 400),
        (#""incomingAmount":{"value":"1","assetCode":"USD","assetScale":9}"#, 400),
        (#""incomingAmount":{"value":"+1","assetCode":"USD","assetScale":2}"#, 400),
        (#""incomingAmount":{"value":1,"assetCode":"USD","assetScale":2}"#, 400),
        (#""incomingAmount":{"value":"18446744073709551616","assetCode":"USD","assetScale":2}"#, 400),
        (#""expiresAt":"2026-06-15T12:00:00Z""#, 400), (#""expiresAt":"2026-07-16T12:00:00Z""#, 400),
        (#""colour":"red""#, 400), (#""metadata":[]"#, 400),
        (#""expiresAt":"2026-07-15T12:00:00Z""#, 201), (#""metadata":{"a":{"b":1}}"#, 201),
    ])
    func `amounts and times of incoming payments have rules`(_ members: String, _ status: Int) async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let json = #"{"walletAddress":"\#(client.credentials.address)",\#(members)}"#
            let url = provider.baseURL + "/op/incoming-payments"
            let reply = try client.send("POST", url, token: client.incomingToken(), json: json)
            #expect(reply.status == status, "\(reply.response.text)")
        }
    }
}
