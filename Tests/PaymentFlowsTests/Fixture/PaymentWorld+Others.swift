import Checkout
import Cryptography
import OpenPayments
import OutboundHTTP
import PaymentFlows
import TestTools
import Testing

@testable import SandboxWallet

/// What others than the customer do.
extension PaymentWorld {
    /// The customer decides at the wallet after all, and comes back from there if it still leads anywhere.
    func comeBackLate(from url: String, _ session: SessionID) async throws -> WalletReturn {
        guard let location = sandbox.decide(url, isAllowed: true) else { return .undecided(session) }
        return try await follow(location)
    }

    /// Somebody pays the incoming payment from another wallet, by another client.
    func payElsewhere(_ incoming: String, by wallet: String) async throws {
        let credentials = try #require(sandbox.makeCredentials(ofWallet: "nano"))
        let identity = try #require(
            ClientIdentity(
                walletAddress: credentials.address,
                keyID: credentials.keyID,
                privateKey: credentials.privateKey
            )
        )
        let client = OpenPaymentsClient(
            identity: identity,
            transport: WalletLink(network),
            policy: .wallets,
            clock: VirtualClock(times: clock),
            random: Machine.random(seed: 5)
        )
        let payer = try await client.walletAddress(at: "\(WalletNetwork.base)/\(wallet)")
        let quotes = try await client.grant([.quotes], at: payer.authServer)
        let quote = try await client.createQuote(
            QuoteRequest(walletAddress: payer.id, receiver: incoming),
            at: payer.resourceServer,
            token: quotes.token.value,
            receiveAmount: nil,
            assetCode: payer.assetCode
        )
        let access = [
            Access.outgoingPayments(from: payer.id, limits: PaymentLimits(maximum: .debit(quote.debitAmount)))
        ]
        let finish = InteractionFinish(uri: "https://other.example/back", nonce: "nonce")
        guard case .pending(let pending) = try await client.grant(access, at: payer.authServer, finish: finish) else {
            throw WorldError.never
        }
        let back = try #require(sandbox.decide(pending.redirect, isAllowed: true))
        guard case .approved(_, let reference) = InteractionCallback(query: String(back.split(separator: "?")[1]))
        else {
            throw WorldError.never
        }
        clock.advance(seconds: 6)
        let grant = try await client.continueGrant(pending.continuation, interactRef: reference, asked: access)
        _ = try await client.createOutgoingPayment(
            OutgoingPaymentRequest(walletAddress: payer.id, quoteID: quote.id, metadata: nil),
            at: payer.resourceServer,
            token: grant.token.value
        )
        clock.advance(seconds: 1)
        sandbox.touch()
    }
}

extension Sandbox {
    /// Lets what is due be settled.
    func touch() {
        withState { _, _ in }
    }
}
