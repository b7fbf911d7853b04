import Checkout
import Synchronization

@testable import CheckoutEngine

/// What was promised to callers, noted at the moment of the promise.
final class Ledger: Sendable {
    struct Entries {
        /// Each acknowledged session with the last body that was acknowledged.
        var sessions: [SessionID: [UInt8]] = [:]
        /// Sessions that somebody is changing: the change may be there or not.
        var changing: Set<SessionID> = []
        /// Each acknowledged first use of a key, with what has to be replayed.
        var creates: [Int: Outcome] = [:]
        var changes: [Int: (session: SessionID, replay: Outcome)] = [:]
        /// Names of sessions that were asked for, acknowledged or not.
        var references: Set<String> = []
        /// Names of those that were acknowledged.
        var acknowledged: Set<String> = []
        var count = 0
    }

    private let entries = Mutex(Entries())

    var now: Entries { entries.withLock { $0 } }

    var count: Int { entries.withLock { $0.count } }

    func note(_ change: (inout Entries) -> Void) {
        entries.withLock { change(&$0) }
    }
}
