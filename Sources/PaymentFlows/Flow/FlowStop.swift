/// Why a payment is not driven further now.
enum FlowStop: Error {
    /// The payment or its session is not what it was: look again.
    case movedOn

    /// It cannot be made durable now.
    case unavailable

    /// A step was wrong; said in the log already.
    case broken
}
