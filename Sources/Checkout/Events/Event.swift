/// Something that has happened, as it stands in the log.
///
/// One JSON object; members stand in exactly this order, and any other form is refused:
///
/// | `type` | members behind `type` and `at` |
/// | --- | --- |
/// | `session_created` | `merchant`, `session`: the session's original rendering |
/// | `session_preparing` | `session`, `customer_wallet`, and `amount_total` if the donor has chosen it |
/// | `session_awaiting_approval` | `session`, `incoming_payment` |
/// | `session_reopened`, `session_processing`, `session_expired`, `session_canceled` | `session` |
/// | `session_partially_paid` | `session`, `outgoing_payment` or `null` |
/// | `session_completed` | `session`, `outgoing_payment` or `null`, `subscription` or `null` |
/// | `sessions_left` | `sessions`: an array of identifiers |
/// | `idempotency_key_used` | `key`, `request` (hex), `stripe`, `status`; `session`, `reply` or `sealed_reply` |
/// | `idempotency_keys_lapsed` | `through`: a time |
/// | `event_raised`, `event_resent`, `event_canceled` | `session`, and `number` if it is of its subscription |
/// | `event_attempted` | the same, `attempt`: as in snapshots, `next_attempt_at`: a time or `null` |
/// | `payment_stepped` | `session`, `payment`: the attempt as it is then |
/// | `subscription_stepped` | `session`, `subscription`: the subscription as it is then |
/// | `events_left` | `ended_through`: a time |
/// | `merchant_created`, `merchant_updated` | `merchant`: the merchant as it is then |
/// | `key_created` | `key`: the key |
/// | `key_used`, `key_revoked` | `key`: the key's identifier |
/// | `signed_in` | `key`: the key's identifier, `address`, `browser` |
/// | `logo_changed` | `merchant`: the merchant's identifier, `logo`: the file in base64url, or `null` |
///
/// `session` is an identifier except in `session_created`.
package struct Event: Hashable, Sendable {
    /// When it happened.
    package let at: Timestamp

    /// What happened.
    package let fact: Fact

    /// A fact and its time.
    package init(at moment: Timestamp, _ fact: Fact) {
        at = moment
        self.fact = fact
    }
}
