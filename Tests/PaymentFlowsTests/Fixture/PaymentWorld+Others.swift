import Checkout
import Cryptography
import OpenPayments
import OutboundHTTP
import PaymentFlows
import TestTools
import Testing

@testable import SandboxWallet
@testable import Simulation

/// What others than the customer do.
extension PaymentWorld {
    /// The customer decides at the wallet after all, and comes back from there if it still leads anywhere.
    func comeBackLate(from url: String, _ session: SessionID) async throws -> WalletReturn {
        guard let location = sandbox.decide(url, isAllowed: true) else { return .undecided(session) }
        return try await follow(location)
    }

    /// Some calls are not sent, not answered, or answered wrongly.
    func misfortune(_ random: inout SeededGenerator) {
        let paths = [
            ("POST", "/auth"), ("POST", "/continue/"), ("POST", "/op/quotes"), ("POST", "/op/outgoing-payments"),
            ("POST", "/op/incoming-payments"), ("GET", "/op/"), ("DELETE", "/continue/"), ("POST", "/token/"),
        ]
        let fates: [WalletNetwork.Fate] = [
            .unreachable, .unanswered, .refused(503), .refused(429), .refused(403), .denied(500), .refused(400),
        ]
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            guard let (method, path) = paths.randomElement(using: &random),
                let fate = fates.randomElement(using: &random)
            else { return }
            network.set(fate, method, path, times: .random(in: 1...3, using: &random))
        }
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
    /// Gives a wallet money.
    func topUp(_ wallet: String, by value: UInt64) {
        withState { state, _ in
            guard let account = state.accounts[wallet] else { return }
            state.topUp(account, by: value)
        }
    }

    /// Publishes no key of a wallet any more.
    func withdrawKeys(ofWallet name: String) {
        withState { state, _ in state.accounts[name]?.keys = [] }
    }

    /// Has all wallets take another time to settle the payments that are made from now on.
    func setSettlement(seconds: Int64) {
        withState { state, _ in state.settings.settlementMilliseconds = seconds * 1000 }
    }

    /// Has a wallet behave otherwise from now on.
    func setManner(ofWallet name: String, _ manner: Manner) {
        withState { state, _ in
            guard let account = state.accounts[name] else { return }
            state.accounts[name] = Account(
                name: name,
                publicName: account.publicName,
                asset: account.asset,
                manner: manner,
                feePercent: account.feePercent,
                opening: account.opening,
                keys: account.keys
            )
        }
    }

    /// Lets what is due be settled.
    func touch() {
        withState { _, _ in }
    }
}
