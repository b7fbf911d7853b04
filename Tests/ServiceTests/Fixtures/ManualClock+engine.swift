import Checkout
import CheckoutEngine
import TestTools

extension ManualClock {
    /// What an engine reads.
    var source: TimeSource {
        TimeSource(wallNanoseconds: { self.wallNanoseconds }, bootNanoseconds: { self.bootNanoseconds })
    }

    /// What a session that was made so many seconds after the start says of it.
    static func text(after seconds: Int64) -> JSONValue {
        .string(Timestamp(secondsSinceEpoch: start + seconds).text)
    }
}
