/// One change of a merchant.
package enum MerchantChange: Hashable, Sendable {
    /// Another name.
    case name(String)
    /// Another colour for what customers see, or none of the merchant's own.
    case color(BrandColor?)
    /// Another destination of one mode's events; `nil` turns them off.
    case webhookURL(String?, KeyMode)
    /// A new webhook secret, sealed; the one before it stays valid until the time that stands there, if any.
    case webhookSecret(sealed: [UInt8], previousUntil: Timestamp?, KeyMode)
    /// Whether this destination has been failing since that time, or has had a success again; passed over if it is not
    /// the destination any more.
    case webhookFailing(since: Timestamp?, url: String, KeyMode)
    /// Nothing more is to be sent to this destination, for this reason; passed over if it is not the destination any
    /// more.
    case webhookDisabled(reason: String, url: String, KeyMode)
    /// Another wallet to be paid in one mode, or none.
    case wallet(MerchantWallet?, KeyMode)
    /// A key for a wallet was made, and waits for being published there; `nil` drops it.
    ///
    /// It goes by itself when a wallet is set that has a key of its identifier.
    case generatedWalletKey(WalletKey?, KeyMode)
}
