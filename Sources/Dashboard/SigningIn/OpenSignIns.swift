import Checkout
import Cryptography
import Synchronization

/// The sign-ins that are open, by the SHA-256 of their cookies.
///
/// In memory alone: a cookie cannot be had from here, and a restart ends every sign-in. Bounded for each merchant and
/// in all; the oldest makes room.
final class OpenSignIns: Sendable {
    /// A sign-in and when it began, which a clock cannot tell of two in the same second.
    private struct Entry {
        var signIn: OpenSignIn
        let number: UInt64
    }

    /// All of them, and how many ever began.
    private struct State {
        var entries: [SHA256Digest: Entry] = [:]
        var begun: UInt64 = 0
    }

    private let state = Mutex(State())

    /// Begins a sign-in behind a cookie.
    func begin(_ signIn: OpenSignIn, cookie: String, at now: Timestamp) {
        state.withLock { state in
            Self.makeRoom(&state, for: signIn.merchant, at: now)
            state.entries[Self.digest(cookie)] = Entry(signIn: signIn, number: state.begun)
            state.begun += 1
        }
    }

    /// The sign-in behind a cookie; nil if it has ended, or never began.
    func find(cookie: String, at now: Timestamp) -> OpenSignIn? {
        let digest = Self.digest(cookie)
        return state.withLock { state in
            guard let entry = state.entries[digest] else { return nil }
            guard now < entry.signIn.endsAt else {
                state.entries[digest] = nil
                return nil
            }
            return entry.signIn
        }
    }

    /// Changes a sign-in; false if it has ended, or if the change says so.
    func change(cookie: String, _ body: (inout OpenSignIn) -> Bool) -> Bool {
        let digest = Self.digest(cookie)
        return state.withLock { state in
            guard var entry = state.entries[digest], body(&entry.signIn) else { return false }
            state.entries[digest] = entry
            return true
        }
    }

    /// Ends the sign-in behind a cookie.
    func end(cookie: String) {
        let digest = Self.digest(cookie)
        state.withLock { $0.entries[digest] = nil }
    }

    /// How many are open.
    var count: Int { state.withLock { $0.entries.count } }

    private static func digest(_ cookie: String) -> SHA256Digest {
        SHA256.digest(Array(cookie.utf8))
    }

    private static func makeRoom(_ state: inout State, for merchant: MerchantID, at now: Timestamp) {
        state.entries = state.entries.filter { now < $0.value.signIn.endsAt }
        let own = state.entries.filter { $0.value.signIn.merchant == merchant }
        if own.count >= Limits.signInsOfMerchant {
            removeOldest(of: own, &state)
        } else if state.entries.count >= Limits.signIns {
            removeOldest(of: state.entries, &state)
        }
    }

    private static func removeOldest(of entries: [SHA256Digest: Entry], _ state: inout State) {
        guard let oldest = entries.min(by: { $0.value.number < $1.value.number }) else { return }
        state.entries[oldest.key] = nil
    }
}
