import Checkout
import Cryptography
import Glibc
import OpenPayments
import OutboundHTTP
import SandboxWallet
import TestTools
import Testing

/// A merchant with a wallet at a sandbox, and our client to act for it.
struct Merchant: Sendable {
    /// An incoming payment, and what is needed to look at it.
    struct Order: Sendable {
        let payment: IncomingPayment
        let token: AccessToken
        let continuation: Continuation
    }

    let sandbox: Sandbox
    let baseURL: String
    let client: OpenPaymentsClient
    let address: WalletAddress

    /// Asks for money.
    func order(_ price: Amount) async throws -> Order {
        let grant = try await client.grant([.incomingPayments(at: address.id)], at: address.authServer)
        let request = IncomingPaymentRequest(
            walletAddress: address.id,
            incomingAmount: price,
            expiresAt: nil,
            metadata: PaymentMetadata([("externalRef", "order-1"), ("description", "Café – 2 × socks")])
        )
        let payment = try await client.createIncomingPayment(
            request,
            at: address.resourceServer,
            token: grant.token.value
        )
        return Order(payment: payment, token: grant.token, continuation: grant.continuation)
    }

    /// What a customer would pay.
    func quote(_ customer: WalletAddress, _ order: Order) async throws -> Quote {
        let grant = try await client.grant([.quotes], at: customer.authServer)
        return try await client.createQuote(
            QuoteRequest(walletAddress: customer.id, receiver: order.payment.id),
            at: customer.resourceServer,
            token: grant.token.value,
            receiveAmount: order.payment.incomingAmount,
            assetCode: customer.assetCode
        )
    }

    /// Asks the customer, who agrees.
    func consent(_ customer: WalletAddress, _ limits: PaymentLimits) async throws -> AccessToken {
        let access = [Access.outgoingPayments(from: customer.id, limits: limits)]
        let finish = InteractionFinish(uri: "https://shop.example/back?order=1", nonce: "client-nonce")
        let answer = try await client.grant(access, at: customer.authServer, finish: finish)
        guard case .pending(let pending) = answer else {
            Issue.record("the wallet asks nobody")
            throw SocketClientError.timeout
        }
        let location = try #require(sandbox.decide(pending.redirect, isAllowed: true))
        let query = String(try #require(location.split(separator: "?").last))
        guard case .approved(let hash, let reference) = InteractionCallback(query: query) else {
            Issue.record("no approval: \(query)")
            throw SocketClientError.timeout
        }
        let expected = OpenPayments.InteractionHash(
            clientNonce: finish.nonce,
            serverNonce: pending.serverNonce,
            interactRef: reference,
            grantEndpoint: customer.authServer
        )
        #expect(expected.matches(hash))
        return try await client.continueGrant(pending.continuation, interactRef: reference, asked: access).token
    }
}

/// Runs a body beside a sandbox in which nobody waits.
func withMerchant(_ body: (Merchant) async throws -> Void) async throws {
    var settings = SandboxSettings()
    settings.waitSeconds = 0
    settings.settlementMilliseconds = 0
    let sandbox = Sandbox(settings: settings, random: .system(), foreign: NoForeignDocuments()) {
        Int64(time(nil)) * 1000
    }
    let listener = try SandboxListener(sandbox, host: "127.0.0.1", port: 0)
    let credentials = try #require(sandbox.makeCredentials(ofWallet: "shop"))
    // Whatever comes at all is waited for, on a machine that has much else to do.
    let transport = OutboundClient(limits: OutboundLimits(connect: .seconds(120), whole: .seconds(120)))
    let identity = try #require(
        ClientIdentity(
            walletAddress: credentials.address,
            keyID: credentials.keyID,
            privateKey: credentials.privateKey
        )
    )
    let client = OpenPaymentsClient(
        identity: identity,
        transport: transport,
        policy: .walletsAllowingLocal,
        clock: SystemPaymentClock(),
        random: .system()
    )
    do {
        let address = try await client.walletAddress(at: credentials.address)
        try await body(Merchant(sandbox: sandbox, baseURL: listener.baseURL, client: client, address: address))
    } catch {
        await transport.shutdown()
        await listener.stop()
        throw error
    }
    await transport.shutdown()
    await listener.stop()
}
