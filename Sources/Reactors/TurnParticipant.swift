/// Who collects work during a turn and does it at its end.
///
/// A turn ends in three steps: `turnIsEnding()` of all participants, the reactor's `onTurnEnd`, then
/// `turnHasEnded()` of all participants. What was collected before `onTurnEnd` therefore leaves before it (it may
/// block on a disk), and what it produced leaves in the same turn.
package protocol TurnParticipant: AnyObject {
    /// Sockets, mailbox and timers of this turn are done.
    func turnIsEnding()

    /// `onTurnEnd` is done; `true` asks for another turn at once.
    func turnHasEnded() -> Bool

    /// The loop was stopped and this is its last call: descriptors are to be closed.
    func loopHasEnded()
}
