import Checkout
import Reactors
import Simulation
import TestTools
import Testing

@testable import CheckoutEngine

@Suite(.timeLimit(.minutes(1))) struct FeedTests {
    /// What a follower has heard.
    private final class Ear: Sendable {
        let news = Arrivals<FeedNews>()

        /// The sessions of all news so far, with their status.
        var heard: [String] {
            news.elements.flatMap(\.sessions).map { "\($0.id.text) \($0.state.status.text)" }
        }

        func follow(_ fixture: EngineFixture, _ key: APIKey, _ keyMode: KeyMode = .test) -> Follower? {
            fixture.engine.follow(key.merchant, keyMode, as: key.id) { self.news.append([$0]) }
        }
    }

    @Test(arguments: EngineSetup.layouts)
    func `new sessions and changes are told, of that merchant and mode alone`(setup: EngineSetup) async throws {
        let fixture = try await EngineFixture(setup)
        let before = try await fixture.createSession()
        let ear = Ear()
        let follower = try #require(ear.follow(fixture, try await fixture.makeKey()))
        _ = try await fixture.createSession(by: Sample.otherMerchant)
        _ = try await fixture.createSession(by: Sample.merchant, .live)
        let made = try await fixture.createSession(Sample.newSession(), Sample.claim(1))
        await ear.news.wait(for: 1)
        #expect(ear.heard == ["\(made.id.text) open"])
        _ = await fixture.change(before.id, .cancel, Sample.claim(2, apartFrom: before.id, shards: setup.shards))
        await ear.news.wait(for: 2)
        try await fixture.pay(made.id, to: .awaitingConsent)
        // Of many changes in a moment the last one is told; how many moments it took is the machine's.
        var count = 2
        while ear.heard.last != "\(made.id.text) awaiting_approval" {
            count += 1
            await ear.news.wait(for: count)
        }
        #expect(ear.heard[1] == "\(before.id.text) canceled")
        #expect(ear.news.elements.allSatisfy { !$0.isIncomplete && !$0.isOver })
        follower.cancel()
    }

    @Test func `nothing is told before it is durable`() async throws {
        let disk = GatedDisk(SimulatedDisk())
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 1), disk: disk)
        let ear = Ear()
        let key = try await fixture.makeKey()
        let follower = try #require(ear.follow(fixture, key))
        let listing = ListingKey(merchant: Sample.merchant, keyMode: .test)
        disk.hold()
        async let outcome = fixture.create()
        while await fixture.engine.figures.sessions.total == 0 { await Task.yield() }
        let feed = fixture.engine.context.feed
        while !feed.isWaiting(listing) { await fixture.settle() }
        #expect(feed.tellDurable(listing))
        await fixture.settle()
        #expect(ear.news.elements.isEmpty && feed.isWaiting(listing))
        disk.release()
        await ear.news.wait(for: 1)
        #expect(await outcome.isDone)
        follower.cancel()
    }

    @Test func `all who follow the same sessions hear the same, but for who has gone`() async throws {
        let fixture = try await EngineFixture()
        let key = try await fixture.makeKey()
        let (first, gone, last) = (Ear(), Ear(), Ear())
        let followers = try [first, gone, last].map { try #require($0.follow(fixture, key)) }
        let feed = fixture.engine.context.feed
        followers[1].cancel()
        feed.tell([StoredSession.sample(1)])
        feed.tell([StoredSession.sample(2)])
        while first.heard.count < 2 { await first.news.wait(for: first.news.elements.count + 1) }
        while last.heard.count < 2 { await last.news.wait(for: last.news.elements.count + 1) }
        #expect(first.heard == last.heard && first.heard.count == 2)
        #expect(gone.news.elements.isEmpty)
        followers[0].cancel()
        #expect(feed.isFollowed)
        followers[2].cancel()
        #expect(!feed.isFollowed)
    }

    @Test func `who comes after all have gone is told of what is new to it`() async throws {
        let fixture = try await EngineFixture()
        let key = try await fixture.makeKey()
        let (gone, ear) = (Ear(), Ear())
        let feed = fixture.engine.context.feed
        let before = try #require(gone.follow(fixture, key))
        feed.tell([StoredSession.sample(1)])
        before.cancel()
        let follower = try #require(ear.follow(fixture, key))
        feed.tell([StoredSession.sample(2)])
        await ear.news.wait(for: 1)
        #expect(ear.news.elements[0].sessions.map(\.id.random) == [2])
        follower.cancel()
    }

    @Test func `what is too much is not kept, and the follower knows`() async throws {
        let fixture = try await EngineFixture(EngineSetup().with { $0.log = EngineSetup.roomyLog })
        let ear = Ear()
        let follower = try #require(ear.follow(fixture, try await fixture.makeKey()))
        let feed = fixture.engine.context.feed
        let others = try await fixture.createSessions(1)
        await ear.news.wait(for: 1)
        // All at once, as a shard tells them.
        let many = try await fixture.list(limit: 1).elements
        feed.tell((0..<200).map(StoredSession.sample) + many)
        await ear.news.wait(for: 2)
        let news = ear.news.elements[1]
        #expect(news.sessions.count == Limits.sessionsPerNews && news.isIncomplete)
        #expect(news.sessions.map(\.id.random) == (0..<UInt128(Limits.sessionsPerNews)).map { $0 })
        feed.tell(many)
        await ear.news.wait(for: 3)
        #expect(ear.news.elements[2].sessions.map(\.id) == others.map(\.id) && !ear.news.elements[2].isIncomplete)
        follower.cancel()
    }

    @Test func `of a session that changes again the newest state is told, whatever comes in between`() async throws {
        let fixture = try await EngineFixture()
        _ = try await fixture.createSessions(10)
        let ear = Ear()
        let follower = try #require(ear.follow(fixture, try await fixture.makeKey()))
        let first = StoredSession.sample(1)
        let second = first.replacing(state: first.state, at: 9)
        fixture.engine.context.feed.tell([second, first])
        await ear.news.wait(for: 1)
        #expect(ear.news.elements[0].sessions.map(\.lastSequence) == [9])
        follower.cancel()
    }

    @Test func `revoking a key ends who follows under it, and nobody else`() async throws {
        let fixture = try await EngineFixture()
        let (key, other) = (try await fixture.makeKey(), try await fixture.makeKey())
        let (ear, otherEar) = (Ear(), Ear())
        let followers = [try #require(ear.follow(fixture, key)), try #require(otherEar.follow(fixture, other))]
        try await fixture.engine.revokeKey(key.id, of: Sample.merchant)
        await ear.news.wait(for: 1)
        #expect(ear.news.elements.map(\.isOver) == [true])
        #expect(ear.follow(fixture, key) == nil)
        #expect(!fixture.engine.directory.isActive(key.id) && fixture.engine.directory.isActive(other.id))
        let made = try await fixture.createSession()
        await otherEar.news.wait(for: 1)
        #expect(otherEar.heard == ["\(made.id.text) open"])
        #expect(ear.news.elements.count == 1)
        followers.last?.cancel()
        #expect(!fixture.engine.context.feed.isFollowed)
    }

    @Test func `so many may follow and no more, and whoever goes makes room`() async throws {
        let fixture = try await EngineFixture()
        let key = try await fixture.makeKey()
        let ear = Ear()
        var followers = (0..<Limits.followersPerMerchant)
            .compactMap { index in
                ear.follow(fixture, key, index.isMultiple(of: 2) ? .test : .live)
            }
        #expect(followers.count == Limits.followersPerMerchant)
        #expect(ear.follow(fixture, key) == nil)
        let other = try await fixture.makeKey(of: Sample.otherMerchant)
        followers.append(try #require(ear.follow(fixture, other)))
        followers[0].cancel()
        followers[0].cancel()
        followers.append(try #require(ear.follow(fixture, key)))
        #expect(ear.follow(fixture, key) == nil)
        // Whom nobody holds any more has gone as well.
        followers = []
        #expect(!fixture.engine.context.feed.isFollowed)
    }

    @Test func `what is not durable yet waits, also where all is looked at again`() {
        var gathering = NewsGathering()
        let session = StoredSession.sample(1)
        let later = session.replacing(state: session.state, at: 4)
        #expect(gathering.add(at: 2) { session })
        #expect(!gathering.add(at: 4) { later })
        #expect(gathering.take(durableThrough: 3) == nil && gathering.isWaiting)
        #expect(gathering.take(durableThrough: 4)?.sessions.map(\.lastSequence) == [4])
        #expect(!gathering.isWaiting)
        for number in 0...Limits.sessionsPerNews { _ = gathering.add(at: 5) { .sample(number) } }
        // Nobody asks for a session that is not to be told.
        #expect(!gathering.add(at: 6) { nil })
        for (durable, waits) in [(UInt64(5), true), (6, false)] {
            #expect(gathering.take(durableThrough: durable)?.isIncomplete == true)
            #expect(gathering.isWaiting == waits)
        }
        #expect(gathering.add(at: 7) { .sample(1) })
        #expect(gathering.take(durableThrough: 7)?.isIncomplete == false)
    }

    @Test func `all merchants together have a bound, too`() {
        let feed = SessionFeed { 0 }
        let reactor = Reactor(name: "test-feed")
        let taken = (0..<UInt64(Limits.followers * 2))
            .count { number in
                let key = ListingKey(merchant: MerchantID(partition: 0, number: number), keyMode: .test)
                return feed.add(NewsListener(key, as: KeyID(number: number), on: reactor) { _ in })
            }
        #expect(taken == Limits.followers)
        feed.end(followersUnder: KeyID(number: 3))
        let key = ListingKey(merchant: MerchantID(partition: 0, number: 3), keyMode: .test)
        #expect(feed.add(NewsListener(key, as: KeyID(number: 3), on: reactor) { _ in }))
        reactor.stop()
    }
}

extension SessionFeed {
    /// Notes these sessions, each at its last record.
    fileprivate func tell(_ sessions: [StoredSession]) {
        for session in sessions { note(ListingKey(of: session), at: session.lastSequence) { session } }
    }
}

extension StoredSession {
    /// A session of the sample merchant.
    fileprivate static func sample(_ number: Int) -> StoredSession {
        let moment = Timestamp(secondsSinceEpoch: ManualClock.start)
        let id = SessionID(partition: 7, stripe: 0, random: UInt128(number))
        let new = Sample.newSession()
        let original = SessionRendering.render(
            new,
            id: id,
            keyMode: .test,
            baseURL: "https://pay.example.com",
            createdAt: moment
        )
        let fields = StoredFields(of: new, id: id, keyMode: .test, createdAt: moment)
        let created = CreatedSession(merchant: Sample.merchant, original: original, fields: fields)
        return StoredSession(created, at: moment, sequence: 2)
    }
}
