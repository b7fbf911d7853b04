import Checkout
import Simulation
import Testing

@testable import CheckoutEngine

@Suite struct ListingTests {
    private func session(_ sequence: UInt64, at time: Int64 = 0) -> StoredSession {
        let created = RawLog.session(stripe: 1, random: UInt128(sequence))
        return StoredSession(created, at: RawLog.start + time, sequence: sequence)
    }

    private func walk(
        _ listing: Listing<StoredSession>,
        from sequence: UInt64 = .max,
        atMost count: Int = .max
    ) -> [UInt64] {
        var seen: [UInt64] = []
        listing.walk(from: sequence) { session in
            guard seen.count < count else { return false }
            seen.append(session.firstSequence)
            return true
        }
        return seen
    }

    @Test func `a walk goes from newest to oldest, from any sequence on, until it is stopped`() {
        var listing = Listing<StoredSession>()
        for sequence in [2, 5, 6, 9] as [UInt64] { listing.append(session(sequence)) }
        #expect(walk(listing) == [9, 6, 5, 2])
        #expect(walk(listing, from: 9) == [9, 6, 5, 2])
        #expect(walk(listing, from: 8) == [6, 5, 2])
        #expect(walk(listing, from: 2) == [2])
        #expect(walk(listing, from: 1) == [])
        #expect(walk(listing, atMost: 2) == [9, 6])
        #expect(walk(Listing<StoredSession>()) == [])
    }

    @Test func `what a snapshot holds in any order is sorted`() {
        var listing = Listing<StoredSession>()
        for sequence in [6, 2, 9, 5] as [UInt64] { listing.restore(session(sequence)) }
        listing.sort()
        #expect(walk(listing) == [9, 6, 5, 2])
        listing.append(session(10))
        #expect(walk(listing, from: 9) == [9, 6, 5, 2])
    }

    @Test func `a session that changes is shown as it became`() {
        var listing = Listing<StoredSession>()
        for sequence in 1...3 as ClosedRange<UInt64> { listing.append(session(sequence)) }
        let changed = session(2).replacing(state: session(2).state, at: 17)
        listing.replace(changed)
        var seen: [UInt64] = []
        listing.walk(from: .max) { session in
            seen.append(session.lastSequence)
            return true
        }
        #expect(seen == [3, 17, 1])
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func `a listing with gaps does what an array without them does`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var listing = Listing<StoredSession>()
        var model: [(sequence: UInt64, time: Int64)] = []
        var time: Int64 = 0
        for step in 1...2000 as ClosedRange<UInt64> {
            if Int.random(in: 0..<5, using: &random) < 2 || model.isEmpty {
                time += Int64.random(in: 0...2, using: &random)
                listing.append(session(step, at: time))
                model.append((step, time))
            } else {
                // Mostly the oldest leave, as they do when they were kept long enough.
                let index = Int.random(in: 0..<max(1, model.count / 3), using: &random)
                let gone = model.remove(at: index)
                listing.remove(session(gone.sequence, at: gone.time))
            }
            guard step % 50 == 0 else { continue }
            let from = UInt64.random(in: 0...step, using: &random)
            let bound = Int64.random(in: 0...time + 1, using: &random)
            #expect(listing.count == model.count, "seed \(seed)")
            let expected = model.reversed().map(\.sequence).filter { $0 <= from }
            #expect(walk(listing, from: from) == expected, "seed \(seed)")
            let last = listing.lastPlace(createdBefore: RawLog.start + bound)
            #expect(last == model.last { $0.time < bound }?.sequence ?? 0, "seed \(seed)")
        }
    }
}
