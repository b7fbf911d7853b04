import Checkout
import Synchronization

/// What customers have typed that has come to no attempt: in memory alone, since nothing hangs on it.
final class CustomerNotes: Sendable {
    /// What is known of a wallet that was named.
    enum Note {
        /// It is being asked who it is.
        case asked(wallet: String)

        /// It is none that can pay.
        case failed(FailedAttempt)
    }

    private let notes = Mutex<[SessionID: Note]>([:])

    subscript(_ session: SessionID) -> Note? {
        get { notes.withLock { $0[session] } }
        set {
            notes.withLock { notes in
                // Whoever comes then is told nothing, which is no harm.
                if newValue != nil, notes[session] == nil, notes.count >= FlowLimits.notesCount { return }
                notes[session] = newValue
            }
        }
    }
}
