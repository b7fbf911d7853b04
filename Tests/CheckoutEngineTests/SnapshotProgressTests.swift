import Checkout
import Testing

@testable import CheckoutEngine

@Suite struct SnapshotProgressTests {
    private let progress = SnapshotProgress(
        sequence: 10,
        takenAt: Timestamp(secondsSinceEpoch: 1000),
        bytes: 4000,
        fileBytes: 800,
        loggedBytes: 500
    )

    @Test(
        arguments: [
            // At the interval, with more than a quarter of the last snapshot logged since.
            (60, 11, 1501, true), (59, 11, 1501, false), (60, 11, 1500, false), (61, 11, 1_000_000, true),
            // After a quarter of an hour with whatever changed, and never without any change.
            (899, 11, 501, false), (900, 11, 501, true), (900, 10, 500, false), (900, 10, 1_000_000, false),
            // A clock that stands before the last snapshot.
            (-5, 11, 1_000_000, false),
        ] as [(Int64, UInt64, UInt64, Bool)]
    )
    func `the next snapshot is due by time and by what was logged`(
        age: Int64,
        sequence: UInt64,
        loggedBytes: UInt64,
        isDue: Bool
    ) {
        let now = Timestamp(secondsSinceEpoch: 1000 + age)
        #expect(progress.isDue(at: now, interval: 60, sequence: sequence, loggedBytes: loggedBytes) == isDue)
    }
}
