import Checkout
import Cryptography
import OpenPayments
import OutboundHTTP
import SandboxWallet
import TestTools
import Testing

/// Our client and the sandbox wallet, which know nothing of each other but the protocol, over real sockets.
@Suite struct ProtocolTests {
    private static let price = Amount(value: 2500, assetCode: "USD", assetScale: 2)

    @Test(arguments: [
        "alice", "eve", "yuki", "nano", "rootauth", ".well-known/pay", "auto", "slow", "nolist",
    ])
    func `a payment goes its whole way`(_ wallet: String) async throws {
        try await withMerchant { merchant in
            let order = try await merchant.order(Self.price)
            let customer = try await merchant.client.walletAddress(at: "\(merchant.baseURL)/\(wallet)")
            let quote = try await merchant.quote(customer, order)
            #expect(quote.receiveAmount == Self.price)
            let limits = PaymentLimits(receiver: order.payment.id, maximum: .debit(quote.debitAmount))
            let token = try await merchant.consent(customer, limits)
            let request = OutgoingPaymentRequest(
                walletAddress: customer.id,
                quoteID: quote.id,
                metadata: PaymentMetadata([("externalRef", "order-1")])
            )
            let made = try await merchant.client.createOutgoingPayment(
                request,
                at: customer.resourceServer,
                token: token.value
            )
            #expect(!made.isFailed)
            merchant.sandbox.advance(milliseconds: 10_000)
            let sent = try await merchant.client.outgoingPayment(made.id, token: token.value)
            #expect(sent.sentAmount == quote.debitAmount)
            let paid = try await merchant.client.incomingPayment(order.payment.id, token: order.token.value)
            #expect(paid.isPaidInFull)
            let seen = try await merchant.client.publicIncomingPayment(order.payment.id)
            #expect(seen.receivedAmount == Self.price)
            #expect(merchant.sandbox.balance(ofWallet: "shop") == 2500)
        }
    }

    @Test func `an order that nobody pays is completed, and its grant cancelled`() async throws {
        try await withMerchant { merchant in
            let order = try await merchant.order(Self.price)
            let completed = try await merchant.client.completeIncomingPayment(
                order.payment.id,
                token: order.token.value
            )
            #expect(completed.isCompleted)
            let rotated = try await merchant.client.rotateToken(order.token)
            try await merchant.client.revokeToken(rotated)
            try await merchant.client.cancelGrant(order.continuation)
            try await merchant.client.cancelGrant(order.continuation)
        }
    }

    @Test(arguments: [
        ("ssrf", Trouble.url), ("bigdoc", .length), ("redirect", .status), ("wrongid", .document),
        ("evilcontinue", .origin),
    ])
    func `a hostile wallet is left alone`(_ wallet: String, _ expected: Trouble) async throws {
        try await withMerchant { merchant in
            do {
                let customer = try await merchant.client.walletAddress(at: "\(merchant.baseURL)/\(wallet)")
                _ = try await merchant.consent(customer, PaymentLimits())
                Issue.record("the wallet was believed")
            } catch let problem as OpenPaymentsProblem {
                #expect(Trouble(problem) == expected, "\(problem)")
            }
        }
    }
}
