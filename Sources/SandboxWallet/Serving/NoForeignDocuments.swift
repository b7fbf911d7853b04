/// Knows no other provider: all clients are the sandbox's own wallets.
package struct NoForeignDocuments: ForeignDocuments {
    /// Why nothing is read.
    struct Unreachable: Error {}

    /// A reader of nothing.
    package init() {}

    /// Throws.
    package func document(at url: String) async throws -> [UInt8] {
        throw Unreachable()
    }
}
