/// A libcrypto object that is made once, shared by all threads and never freed.
struct FetchedAlgorithm {
    /// The object, of the C type that its maker says.
    let pointer: OpaquePointer

    /// Takes what libcrypto returned, which is nil only where the library lacks what every build of it has.
    init(_ pointer: OpaquePointer?) {
        guard let pointer else { preconditionFailure("libcrypto has the algorithms of its default provider") }
        self.pointer = pointer
    }
}

// Safe because libcrypto never changes such an object after it was made; it is only read and duplicated.
extension FetchedAlgorithm: @unchecked Sendable {}
