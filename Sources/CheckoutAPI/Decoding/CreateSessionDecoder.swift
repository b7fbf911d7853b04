package import Bytes
package import Checkout

/// Turns the body of a create request into a ``NewSession``, or tells everything that is wrong with it.
///
/// Fields are looked at in the order of the documentation's table, line items one after the other with all their rows
/// each; what concerns the whole order stands behind its items. Unknown fields come last, in the order in which they
/// stand in the body. A body without mistakes makes no error values and no paths.
package enum CreateSessionDecoder {
    /// Decodes a body that was sent with a key of `keyMode`, to be paid at a wallet that holds `walletAsset`, if known.
    package static func decode(
        _ document: JSONDocument,
        keyMode: KeyMode,
        walletAsset: WalletAsset? = nil
    ) -> Result<NewSession, FieldErrors> {
        var reader = CreateBodyReader(document, keyMode: keyMode, walletAsset: walletAsset)
        let session = reader.read()
        if let errors = FieldErrors(reader.allErrors) { return .failure(errors) }
        guard let session else { preconditionFailure("a body without errors is a session") }
        return .success(session)
    }
}
