/// Decides when an event is sent again, and applies what was decided.
package enum DeliveryRules {
    /// Time from an attempt to the next one, in seconds; after the attempt behind the last one the delivery has failed.
    static let scheduleSeconds: [Int64] = [
        5, 30, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
    ]

    /// Says what an attempt leads to; changes nothing.
    ///
    /// Times are spread by a tenth up and down, where `random` says. The merchant's `Retry-After` (RFC 9110 section
    /// 10.2.3) puts the next attempt off up to an hour, and never calls it earlier.
    package static func decide(
        _ attempt: DeliveryAttempt,
        retryAfterSeconds: Int64?,
        on state: DeliveryState,
        at now: Timestamp,
        random: UInt64
    ) -> DeliveryEvent {
        guard !attempt.isSuccess, state.attemptsOfRound < scheduleSeconds.count else {
            return .attempted(attempt, next: nil)
        }
        let seconds = scheduleSeconds[state.attemptsOfRound]
        let spread = seconds / 10
        let jitter = Int64(truncatingIfNeeded: random % UInt64(2 * spread + 1)) - spread
        let wish = min(max(retryAfterSeconds ?? 0, 0), Limits.retryAfterSeconds)
        return .attempted(attempt, next: now + max(seconds + jitter, wish))
    }

    /// Whether an event can follow on a state, `nil` before it was raised; recovery asks before it applies what it has
    /// read.
    package static func accepts(_ event: DeliveryEvent, on state: DeliveryState?) -> Bool {
        switch event {
        case .raised: state == nil
        case .attempted(let attempt, let next):
            state?.status == .pending && !(attempt.isSuccess && next != nil)
        case .resent: state != nil
        case .canceled: state?.status == .pending
        }
    }

    /// Changes a state by an event that ``accepts(_:on:)``, other than the one that raised it.
    package static func apply(_ event: DeliveryEvent, at moment: Timestamp, to state: inout DeliveryState) {
        precondition(accepts(event, on: state), "an applied event follows on the delivery's state")
        switch event {
        case .raised:
            break
        case .attempted(let attempt, let next):
            state.attempts.append(attempt)
            if state.attempts.count > Limits.deliveryAttemptsKept {
                state.attempts.removeFirst()
                state.attemptsBefore += 1
            }
            state.attemptsOfRound += 1
            state.nextAttemptAt = next
            if next == nil {
                state.status = attempt.isSuccess ? .delivered : .failed
                state.endedAt = moment
            }
        case .resent:
            state.status = .pending
            state.nextAttemptAt = moment
            state.endedAt = nil
            state.attemptsOfRound = 0
        case .canceled:
            state.status = .canceled
            state.nextAttemptAt = nil
            state.endedAt = moment
        }
    }
}
