import Checkout
import Cryptography
import Simulation
import TestTools
import Testing
import WriteAheadLog

@testable import CheckoutEngine

@Suite(.timeLimit(.minutes(1))) struct SignInTests {
    private func addresses(_ fixture: EngineFixture, of merchant: MerchantID = Sample.merchant) -> [String] {
        fixture.engine.directory.current.signIns(of: merchant).map(\.address)
    }

    /// Returns once everything that the directory was told of is durable.
    private func settle(_ fixture: EngineFixture) async throws {
        await fixture.settle()
        // Others that the directory is asked for come behind.
        let name = "\(fixture.engine.random.next64())"
        try await fixture.engine.directory.submit(.updateMerchant(Sample.otherMerchant, [.name(name)]))
    }

    @Test func `sign-ins are kept over restarts, newest first and so many, once a minute from a place`() async throws {
        let disk = SimulatedDisk()
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 2), disk: disk)
        let key = try await fixture.makeKey()
        for number in 1...60 {
            fixture.engine.directory.noteSignIn(key, from: "10.0.0.\(number)", browser: "Browser")
            fixture.engine.directory.noteSignIn(key, from: "10.0.0.\(number)", browser: "Other")
        }
        try await settle(fixture)
        let expected = (11...60).reversed().map { "10.0.0.\($0)" }
        #expect(addresses(fixture) == expected)
        #expect(addresses(fixture, of: Sample.otherMerchant).isEmpty)
        let replayed = try await fixture.restarted(on: disk.crash(seed: 1))
        #expect(addresses(replayed) == expected)
        _ = try await replayed.engine.snapshots.take()
        let restored = try await replayed.restarted()
        #expect(addresses(restored) == expected)
        let last = try #require(restored.engine.directory.current.signIns(of: Sample.merchant).first)
        #expect(last.key == key.id && last.browser == "Browser" && last.at.secondsSinceEpoch == ManualClock.start)
        restored.clock.advance(seconds: 60)
        restored.engine.directory.noteSignIn(key, from: "10.0.0.60", browser: "Browser")
        try await settle(restored)
        #expect(addresses(restored) == ["10.0.0.60"] + expected.dropLast())
    }

    @Test func `a revoked key signs nobody in; how often it was tried is counted and not logged`() async throws {
        let fixture = try await EngineFixture()
        let made = try await fixture.engine.createKey(of: Sample.merchant, .live, name: "shop")
        let directory = fixture.engine.directory
        directory.noteRefusedSignIn(made.secret.digest, from: "10.0.0.1")
        #expect(directory.refusedSignIns(of: Sample.merchant) == nil)
        try await fixture.engine.revokeKey(made.key.id, of: Sample.merchant)
        let logged = fixture.engine.context.log.lastSequence
        directory.noteSignIn(made.key, from: "10.0.0.2", browser: "")
        for number in 1...1000 { directory.noteRefusedSignIn(made.secret.digest, from: "10.0.1.\(number)") }
        directory.noteRefusedSignIn(SHA256.digest([1]), from: "10.0.0.3")
        await fixture.settle()
        #expect(fixture.engine.context.log.lastSequence == logged)
        let refused = try #require(directory.refusedSignIns(of: Sample.merchant))
        #expect(refused.count == 1000 && refused.last.address == "10.0.1.1000" && refused.last.key == made.key.id)
        #expect(directory.refusedSignIns(of: Sample.otherMerchant) == nil)
        #expect(addresses(fixture).isEmpty)
    }

    @Test func `a merchant makes and revokes keys of its own, and none of another's`() async throws {
        let fixture = try await EngineFixture()
        let made = try await fixture.engine.createKey(of: Sample.merchant, .test, name: "till 3")
        #expect(fixture.engine.directory.authenticate(made.secret.digest)?.name == "till 3")
        #expect(made.key.lastFour == made.secret.lastFour && made.key.keyMode == .test)
        await #expect(throws: DirectoryViolation.keyUnknown(made.key.id)) {
            try await fixture.engine.revokeKey(made.key.id, of: Sample.otherMerchant)
        }
        #expect(fixture.engine.directory.isActive(made.key.id))
        try await fixture.engine.revokeKey(made.key.id, of: Sample.merchant)
        #expect(!fixture.engine.directory.isActive(made.key.id))
        #expect(!fixture.engine.directory.isActive(KeyID(number: 1)))
        await #expect(throws: DirectoryViolation.keyName(.tooLong(maximum: 100))) {
            _ = try await fixture.engine.createKey(
                of: Sample.merchant,
                .test,
                name: String(repeating: "a", count: 101)
            )
        }
    }

    @Test func `a logo is kept over restarts, until it is taken away`() async throws {
        let disk = SimulatedDisk()
        // Room for a record of the largest logo.
        let log = EngineSetup.makeLog(firstSegment: 4 << 20, largestSegment: 16 << 20, record: 256 << 10)
        let fixture = try await EngineFixture(EngineSetup().with { $0.log = log }, disk: disk)
        let head = PictureFile.jpeg(64, 64)
        let rest = (0..<Checkout.Limits.logoBytes - head.count).map { UInt8(truncatingIfNeeded: $0) }
        let logo = try MerchantLogo(bytes: head + rest)
        try await fixture.engine.directory.submit(.setLogo(Sample.merchant, logo))
        let logged = fixture.engine.context.log.lastSequence
        try await fixture.engine.directory.submit(.setLogo(Sample.merchant, logo))
        try await fixture.engine.directory.submit(.updateMerchant(Sample.merchant, [.name("Store")]))
        #expect(fixture.engine.context.log.lastSequence == logged + 1)
        let replayed = try await fixture.restarted(on: disk.crash(seed: 1))
        #expect(replayed.engine.directory.current.logo(of: Sample.merchant) == logo)
        _ = try await replayed.engine.snapshots.take()
        let restored = try await replayed.restarted()
        #expect(restored.engine.directory.current.logo(of: Sample.merchant) == logo)
        #expect(restored.engine.directory.current.logo(of: Sample.otherMerchant) == nil)
        try await restored.engine.directory.submit(.setLogo(Sample.merchant, nil))
        await #expect(throws: DirectoryViolation.merchantUnknown(MerchantID(partition: 0, number: 1))) {
            try await restored.engine.directory.submit(.setLogo(MerchantID(partition: 0, number: 1), logo))
        }
        #expect(try await restored.restarted().engine.directory.current.logo(of: Sample.merchant) == nil)
    }
}
