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

    /// What is kept, and in which order it came.
    private struct Kept {
        var notes: [SessionID: Note] = [:]
        var order: [SessionID] = []
    }

    private let kept = Mutex(Kept())

    subscript(_ session: SessionID) -> Note? {
        get { kept.withLock { $0.notes[session] } }
        set {
            kept.withLock { kept in
                if newValue != nil, kept.notes[session] == nil {
                    kept.order.append(session)
                }
                kept.notes[session] = newValue
                // Whoever is forgotten is told nothing of the wallet that did not answer, which is no harm.
                while kept.order.count > FlowLimits.notesCount { kept.notes[kept.order.removeFirst()] = nil }
            }
        }
    }
}
