import Checkout

/// What clients know of a session.
struct KnownSession {
    let id: SessionID
    let merchant: MerchantID
    let keyMode: KeyMode
    let reference: String

    /// The body as it was when the session was made.
    let original: [UInt8]

    /// When its time is up, in seconds since the epoch.
    let deadline: Int64

    /// Whether a payment of it was begun, perhaps: then what wallets have left behind shows in its bodies.
    var isPaying = false

    /// The status that was shown last.
    var shown = SessionStatus.open

    /// How it ended, and when somebody was shown that.
    var ended: (status: SessionStatus, seenAt: Int)?

    /// The request that ended it and was told so.
    var endedBy: Int?

    /// What requests may have done to it that were not answered yet, or never will be.
    var possibleEnds: [Int: SessionStatus] = [:]

    /// The earliest time at which it can have ended.
    var earliestEnd: Int64

    /// When somebody was told that it is gone.
    var goneAt: Int?

    /// The body in a status: the reference for every reply.
    func body(in status: SessionStatus) -> [UInt8] {
        guard status != .open else { return original }
        let open = Array(#""status":"open""#.utf8)
        guard let place = original.firstRange(of: open) else { return original }
        return original[..<place.lowerBound] + Array("\"status\":\"\(status.text)\"".utf8)
            + original[place.upperBound...]
    }

    /// The status that a body shows; nil if it is none of this session's bodies.
    func status(shownBy body: [UInt8]) -> SessionStatus? {
        if isPaying { return PaidBody.status(of: body, madeAs: original) }
        return [.open, .expired, .canceled].first { self.body(in: $0) == body }
    }

    /// Whether it may have left by a time, given how long sessions are kept.
    func mayBeGone(by seconds: Int64, keptSeconds: Int64) -> Bool {
        earliestEnd + keptSeconds <= seconds
    }
}
