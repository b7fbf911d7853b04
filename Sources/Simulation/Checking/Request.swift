import Checkout
import CheckoutEngine

/// A request that was sent: what it asks, and between which readings of the engine's clock it was decided.
struct Request {
    /// What is asked.
    enum Kind {
        case create(NewSession)
        case change(SessionID, SessionCommand)
        case read(SessionID)
        case page(walk: Int)

        /// Whether the key is free, without a body that could do anything.
        case probe
    }

    let number: Int
    let kind: Kind
    let merchant: MerchantID
    let keyMode: KeyMode
    let claim: IdempotencyClaim?

    init(
        number: Int,
        kind: Kind,
        merchant: MerchantID,
        keyMode: KeyMode,
        claim: IdempotencyClaim? = nil
    ) {
        self.number = number
        self.kind = kind
        self.merchant = merchant
        self.keyMode = keyMode
        self.claim = claim
    }

    /// The same once more, by another number.
    func repeated(as number: Int) -> Request {
        Request(number: number, kind: kind, merchant: merchant, keyMode: keyMode, claim: claim)
    }

    /// When it was sent, in the order of what clients did and saw.
    var sentAt = 0

    /// The lowest and the highest reading since, in seconds.
    var time: ClosedRange<Int64> = 0...0

    mutating func see(_ seconds: Int64) {
        time = min(time.lowerBound, seconds)...max(time.upperBound, seconds)
    }
}
