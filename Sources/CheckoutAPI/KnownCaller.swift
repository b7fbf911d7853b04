import Checkout
import Cryptography

/// Who sent the last request of a connection, so that the next one with the same key costs no hash and no look-up.
final class KnownCaller: Sendable {
    let key: APIKey
    let caller: Caller

    /// The value of the Authorization field in which the key came.
    private let field: [UInt8]

    /// The directory's generation before the key was looked up.
    private let generation: UInt64

    init(field: [UInt8], generation: UInt64, key: APIKey, caller: Caller) {
        self.field = field
        self.generation = generation
        self.key = key
        self.caller = caller
    }

    /// Whether a request's Authorization field is the same, and nothing has changed in the directory since.
    ///
    /// In constant time for fields of the same length: a proxy may send other people's requests over one connection.
    func fits(_ value: ArraySlice<UInt8>, at generation: UInt64) -> Bool {
        generation == self.generation && ConstantTime.isEqual(field, value)
    }
}
