import Checkout
import Simulation
import Testing
import WriteAheadLog

@testable import CheckoutEngine

@Suite struct LargestSessionTests {
    /// All fields as long as they may be, in characters that take six bytes each in JSON.
    private func largest() throws -> NewSession {
        let item = LineItem(
            name: String(repeating: "\u{1}", count: Limits.productNameCharacters.upperBound),
            description: String(repeating: "\u{2}", count: Limits.productDescriptionCharacters.upperBound),
            unitAmount: 1,
            quantity: 1
        )
        var metadata = Metadata()
        for index in 0..<Limits.metadataPairs {
            let key = "\(index)" + String(repeating: "k", count: Limits.metadataKeyCharacters.upperBound - 2)
            let value = String(repeating: "\u{3}", count: Limits.metadataValueCharacters.upperBound)
            #expect(metadata.append(key: key, value: value) == nil)
        }
        let host = "https://shop.example.com/"
        let url = try RedirectURL(host + String(repeating: "u", count: Limits.urlCharacters - 25), keyMode: .test)
        return NewSession(
            mode: .payment,
            currency: try Currency("usd"),
            lineItems: Array(repeating: item, count: Limits.lineItemsCount.upperBound),
            amountTotal: Int64(Limits.lineItemsCount.upperBound),
            recurring: nil,
            customUnitAmount: nil,
            successURL: url,
            cancelURL: url,
            metadata: metadata,
            clientReferenceID: String(repeating: "\u{4}", count: Limits.clientReferenceCharacters.upperBound),
            customerEmail: nil,
            lifetimeSeconds: 86_400
        )
    }

    private typealias Limits = Checkout.Limits

    @Test(arguments: [false, true])
    func `the largest session there can be is logged, kept in a snapshot and recovered`(isSnapshot: Bool) async throws {
        let setup = EngineSetup(threads: 2, shards: 3, log: LogConfiguration())
        let fixture = try await EngineFixture(setup, disk: SimulatedDisk())
        let session = try await fixture.createSession(try largest(), Sample.claim(1))
        #expect(session.body.count > 850_000)
        let ended = await fixture.change(session.id, .cancel, Sample.claim(2, stripe: 6))
        #expect(ended.status == "canceled")
        if isSnapshot { _ = try await fixture.engine.snapshots.take() }
        let restarted = try await fixture.restarted()
        #expect(await restarted.read(session.id) == ended)
        let replay = await restarted.create(nil, Sample.claim(1))
        #expect(replay == .replayed(status: 201, body: session.body))
        #expect(await restarted.change(session.id, .cancel, Sample.claim(2, stripe: 6)).body == ended.body)
    }
}
