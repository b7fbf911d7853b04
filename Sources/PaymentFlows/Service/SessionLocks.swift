import Checkout
import Synchronization

/// Lets one at a time drive a session's payment; who comes meanwhile waits in line.
///
/// Nothing would be wrong without it, since each step names what it follows on: it only spares wallets what would be
/// asked in vain.
final class SessionLocks: Sendable {
    private let waiters = Mutex<[SessionID: [CheckedContinuation<Void, Never>]]>([:])

    /// Runs `body` when it is the caller's turn.
    func withLock<Value: Sendable>(on session: SessionID, _ body: () async -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            let isFirst = waiters.withLock { waiters in
                guard waiters[session] != nil else {
                    waiters[session] = []
                    return true
                }
                waiters[session]?.append(continuation)
                return false
            }
            if isFirst { continuation.resume() }
        }
        defer { pass(session) }
        return await body()
    }

    private func pass(_ session: SessionID) {
        let next = waiters.withLock { waiters in
            guard waiters[session]?.isEmpty == false else {
                waiters[session] = nil
                return nil as CheckedContinuation<Void, Never>?
            }
            return waiters[session]?.removeFirst()
        }
        next?.resume()
    }
}
