import Checkout
import Synchronization

/// Bounds how many wrong keys are tried from one address: after ``Limits/wrongKeys`` the next waits until the oldest is
/// ``Limits/wrongKeySeconds`` ago, and a right one waits with it.
///
/// The addresses are a table of a fixed size, in which two may meet in one place and then share it: however many
/// addresses a stranger has, memory stays what it is.
final class WrongKeyLimiter: Sendable {
    /// What came of a try.
    enum Verdict<Value> {
        case right(Value)
        case wrong
        case tooMany(seconds: Int)
    }

    private static let places = 16_384

    /// For each place when its last wrong keys came, in seconds since the epoch, in a ring.
    private struct Table {
        var times = [Int64](repeating: .min, count: WrongKeyLimiter.places * Limits.wrongKeys)
        var next = [UInt8](repeating: 0, count: WrongKeyLimiter.places)
    }

    private let table = Mutex(Table())

    /// Looks whether a key is right, unless too many from this address were wrong; `check` gives nil for a wrong one.
    ///
    /// One try at a time: of those that come at once none slips through.
    func attempt<Value>(from address: String, at now: Timestamp, _ check: () -> Value?) -> Verdict<Value> {
        // Swift's hashes are seeded a process, so that nobody can aim at another's place.
        let place = Int(UInt(bitPattern: address.hashValue) % UInt(Self.places))
        return table.withLock { table in
            let slot = place * Limits.wrongKeys + Int(table.next[place])
            let (end, isLong) = table.times[slot].addingReportingOverflow(Limits.wrongKeySeconds)
            guard isLong || table.times[slot] == .min || end <= now.secondsSinceEpoch else {
                return .tooMany(seconds: Int(end - now.secondsSinceEpoch))
            }
            if let value = check() { return .right(value) }
            table.times[slot] = now.secondsSinceEpoch
            table.next[place] = UInt8((Int(table.next[place]) + 1) % Limits.wrongKeys)
            return .wrong
        }
    }
}
