import Bytes
import Cryptography
import Synchronization
import TestTools
import Testing

@testable import SandboxWallet

/// Payments as chance will have them, on the rules alone: no sockets, no signatures.
@Suite struct RandomPaymentTests {
    /// A state, and what was made in it.
    private struct World {
        static let price: UInt64 = 2500
        static let limit: UInt64 = 6000

        var state: SandboxState
        var generator: SplitMix64
        var now: Int64 = ManualClock.start * 1000
        var receivers: [String] = []
        var quotes: [(wallet: String, id: String)] = []
        var access: [String: SandboxState.Access] = [:]

        init(seed: UInt64) {
            var settings = SandboxSettings()
            settings.settlementMilliseconds = 3000
            let names = Mutex(SplitMix64(seed: ~seed))
            let random = RandomSource { bytes in
                names.withLock { names in
                    for place in bytes.indices { bytes[place] = UInt8(truncatingIfNeeded: names.next()) }
                }
            }
            state = SandboxState(settings: settings, identifiers: IdentifierSource(random))
            state.baseURL = "https://wallet.example"
            generator = SplitMix64(seed: seed)
        }

        mutating func act() throws {
            switch Int.random(in: 0..<10, using: &generator) {
            case 0, 1: try order()
            case 2, 3: try price()
            case 4, 5, 6: try pay()
            case 7: if let receiver = receivers.randomElement(using: &generator) { try complete(receiver) }
            case 8: now += Int64.random(in: 0...2000, using: &generator)
            case _:
                let isLong = Int.random(in: 0..<10, using: &generator) == 0
                now += Int64.random(in: 0...(isLong ? 90_000_000 : 30_000), using: &generator)
            }
            state.settle(upTo: now)
        }

        private mutating func order() throws {
            let amount = Amount(Self.price, SeedWallets.dollars)
            // Up to two minutes, in whole seconds.
            let expiry = now / 1000 + Int64.random(in: 1...120, using: &generator)
            let json = """
                {"walletAddress":"https://wallet.example/shop",\
                "expiresAt":"\(RFC3339.string(secondsSinceEpoch: expiry))",\
                "incomingAmount":{"value":"\(amount.value)","assetCode":"USD","assetScale":2}}
                """
            let access = try shop()
            let request = try IncomingPaymentRequest(Array(json.utf8))
            let made = try state.createIncomingPayment(request, for: access, now: now)
            receivers.append(made.id)
        }

        private mutating func price() throws {
            guard let receiver = receivers.suffix(4).randomElement(using: &generator) else { return }
            let wallet =
                ["alice", "eve", "yuki", "nano", "broke", "partial", "slow"]
                .randomElement(using: &generator) ?? "alice"
            let request = try QuoteRequest(
                walletAddress: "https://wallet.example/\(wallet)",
                receiver: "https://wallet.example/op/incoming-payments/\(receiver)",
                debit: nil,
                receive: nil
            )
            let client = try access(to: wallet).grant.client
            guard let quote = try? state.createQuote(request, for: client, now: now) else { return }
            quotes.append((wallet, quote.id))
        }

        private mutating func pay() throws {
            guard let quote = quotes.suffix(6).randomElement(using: &generator) else { return }
            let json = """
                {"walletAddress":"https://wallet.example/\(quote.wallet)",\
                "quoteId":"https://wallet.example/op/quotes/\(quote.id)"}
                """
            let old = try access(to: quote.wallet)
            let grant = try #require(state.grants[old.grant.id])
            let request = try OutgoingPaymentRequest(Array(json.utf8))
            _ = try? state.createOutgoingPayment(
                request,
                for: SandboxState.Access(grant: grant, right: old.right),
                now: now
            )
        }

        private mutating func complete(_ receiver: String) throws {
            let access = try shop()
            _ = try? state.completeIncomingPayment(receiver, for: access, now: now)
        }

        private mutating func shop() throws -> SandboxState.Access {
            try access(
                to: "shop",
                #"{"type":"incoming-payment","actions":["create"],"identifier":"https://wallet.example/shop"}"#
            )
        }

        /// Access to a wallet's payments, limited for each day.
        private mutating func access(to wallet: String) throws -> SandboxState.Access {
            let bound = #"{"value":"\#(Self.limit)","assetCode":"USD","assetScale":2}"#
            let interval = "R/2026-06-15T00:00:00Z/P1D"
            return try access(
                to: wallet,
                """
                {"type":"outgoing-payment","actions":["create"],"identifier":"https://wallet.example/\(wallet)",\
                "limits":{"receiveAmount":\(bound),"interval":"\(interval)"}}
                """
            )
        }

        private mutating func access(to wallet: String, _ right: String) throws -> SandboxState.Access {
            if let known = access[wallet] { return known }
            let json = """
                {"access_token":{"access":[\(right)]},"client":"https://wallet.example/shop",\
                "interact":{"start":["redirect"]}}
                """
            let request = try GrantRequest(Array(json.utf8))
            let identity = ClientIdentity(keys: [], publicName: "Shop")
            let grant =
                switch try state.grant(request, to: identity, at: "/auth", now: now) {
                case .granted(let grant, _), .interaction(let grant, _), .pending(let grant), .rotated(let grant, _):
                    grant
                }
            let made = SandboxState.Access(grant: grant, right: grant.rights[0])
            access[wallet] = made
            return made
        }

        /// What holds whatever happened.
        func check() {
            var received: [String: UInt64] = [:]
            for payment in state.outgoingPayments.values {
                received[payment.quote.incoming, default: 0] += payment.delivered.value
                #expect(payment.sent.value <= payment.quote.debit.value)
                #expect(payment.isSettled || payment.delivered.value == 0)
                #expect(payment.isFailed == (payment.isSettled && payment.delivered != payment.quote.receive))
            }
            for incoming in state.incomingPayments.values {
                #expect(incoming.received.value <= Self.price, "no more arrives than was asked for")
                #expect(incoming.received.value == received[incoming.id, default: 0])
            }
            for account in SeedWallets.all where account.name != "shop" {
                let sent = state.outgoingPayments.values.filter { $0.walletName == account.name }
                    .reduce(0) { $0 + $1.sent.value }
                #expect(account.opening - state.ledger.balance(ofWallet: account.name) == sent)
            }
            let sum = state.incomingPayments.values.reduce(0) { $0 + $1.received.value }
            #expect(state.ledger.balance(ofWallet: "shop") == sum)
            #expect(Set(state.outgoingPayments.values.map(\.quote.id)).count == state.outgoingPayments.count)
            for grant in state.grants.values {
                var days: [Int64: UInt64] = [:]
                for payment in grant.payments.compactMap({ state.outgoingPayments[$0] }) {
                    days[payment.createdAt / 86_400_000, default: 0] += payment.counted.receive.value
                }
                #expect(days.values.allSatisfy { $0 <= Self.limit }, "no day's limit is left")
            }
        }
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `whatever happens, books balance, limits hold, and nobody is paid too much`(_ seed: UInt64) throws {
        var world = World(seed: seed)
        for _ in 0..<400 { try world.act() }
        world.now += 86_400_000
        world.state.settle(upTo: world.now)
        world.check()
        #expect(world.state.outgoingPayments.values.contains { $0.isFailed })
        #expect(world.state.outgoingPayments.values.contains { $0.isSettled && !$0.isFailed })
    }
}
