import Checkout
import Disks

/// One thing that clients, operators, time or misfortune do.
struct Operation: Sendable, CustomStringConvertible {
    /// What is done; others are named by the numbers of their operations, which need not be there.
    enum Action: Sendable {
        case create(Order)

        /// Repeats an earlier create, or sends another order under its key.
        case createAgain(Int, variant: Int)
        case change(of: Int, SessionCommand, key: Int?)
        case read(of: Int, byOther: Bool)

        /// Takes the payment of a session so many steps further, to its end or to its failure; behind its end its
        /// subscription, if it has made one.
        case pay(of: Int, forward: Bool, steps: Int)
        case list(merchant: Int, KeyMode, limit: Int, SessionStatus?)
        case nextPage(of: Int)
        case addMerchant
        case addKey(merchant: Int, KeyMode)
        case useKey(of: Int)
        case revokeKey(of: Int)
        case snapshot
        case prepareSegment
        case pass(milliseconds: Int64)
        case setClock(forwardBySeconds: Int64)
        case settle

        /// The machine ends after so many moments before or after a disk operation, and starts again.
        case crash(Crash, after: Int, Layout)
        case restart(Layout)
        case failDisk(DiskOperation?, after: Int, DiskError.Code)

        /// The next start meets a disk operation that fails.
        case failStart(after: Int, DiskError.Code)

        /// Failures that were still to come do not come.
        case mendDisk

        /// So much more fits on the disk; nil for all that there is.
        case fillDisk(leaving: Int64?)

        /// A bit of what a power cut would leave now is flipped, and an engine started on it.
        case rot(seed: UInt64)
    }

    /// Its place in the whole history: what it makes is named for it, however many others are left out.
    let number: Int

    let action: Action

    /// Turns that reactors take afterwards.
    let turns: Int

    /// Decides who takes them.
    let seed: UInt64

    var description: String { "\(number): \(action)" }
}
