import Checkout
import HeapModule

/// When which unfinished payment, or which subscription, is to be looked at.
///
/// In memory alone: whatever is unfinished is looked at when the engine begins, so that no time here is ever missed.
struct Looks {
    private var times: [UInt128: Timestamp] = [:]

    /// Soonest first; one that was put off meanwhile is passed over.
    private var heap = Heap<Deadline<SessionID>>()

    /// Sets the time for what a session has, in the place of any before it.
    mutating func set(_ moment: Timestamp, for session: SessionID) {
        guard times.updateValue(moment, forKey: session.random) != moment else {
            return
        }
        heap.insert(Deadline(at: moment, subject: session))
    }

    /// Drops the time of what a session has.
    mutating func remove(_ session: SessionID) {
        times[session.random] = nil
    }

    /// Takes out the next one whose time has come; nil if there is none.
    mutating func popDue(at now: Timestamp) -> SessionID? {
        while let next = heap.min, next.at <= now {
            heap.removeMin()
            if times[next.subject.random] == next.at {
                times[next.subject.random] = nil
                return next.subject
            }
        }
        return nil
    }
}
