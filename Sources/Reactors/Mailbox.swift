import Synchronization

/// What other threads leave for the loop, with the knowledge of whether it must be woken.
///
/// The lock that guards the letters guards `mayBeAsleep` too, and that is the whole proof that no wake-up is lost:
/// the loop declares itself asleep only while it sees an empty box, so whoever puts the next letter in sees the
/// declaration and rings. One ring is enough for any number of letters, since the flag goes down with it.
///
/// The box itself has no limit: a job must not be refused, and closures are bounded by what posts them (a reply
/// each for a connection, and connections are limited).
final class Mailbox: Sendable {
    /// What the lock guards.
    private struct State {
        var letters: [Mail] = []
        var mayBeAsleep = false
    }

    private let state = Mutex(State())

    /// Adds a letter; `true` says that the caller has to ring the bell.
    func put(_ mail: Mail) -> Bool {
        state.withLock { state in
            state.letters.append(mail)
            let mustRing = state.mayBeAsleep
            state.mayBeAsleep = false
            return mustRing
        }
    }

    /// `true` says that the loop may block: the box is empty and the next letter will ring.
    func fallAsleep() -> Bool {
        state.withLock { state in
            state.mayBeAsleep = state.letters.isEmpty
            return state.mayBeAsleep
        }
    }

    /// Whether there is no letter now.
    var isEmpty: Bool { state.withLock { $0.letters.isEmpty } }

    /// Takes all letters, leaving the given empty array, whose room is used again.
    func swap(for empty: inout [Mail]) {
        state.withLock { state in
            state.mayBeAsleep = false
            Swift.swap(&state.letters, &empty)
        }
    }
}
