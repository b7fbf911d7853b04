/// Reads what wallets of other providers publish: their documents and their keys.
///
/// The URL comes from a client: whoever implements this keeps it away from private networks, follows no redirect, and
/// reads no more than a document has.
package protocol ForeignDocuments: Sendable {
    /// The body of a 200 to a GET of this URL; throws for anything else.
    func document(at url: String) async throws -> [UInt8]
}
