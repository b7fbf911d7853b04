import CheckoutEngine
import TestTools

extension ManualClock {
    /// What an engine reads.
    var source: TimeSource {
        TimeSource(wallNanoseconds: { self.wallNanoseconds }, bootNanoseconds: { self.bootNanoseconds })
    }
}
