/// One change of a merchant.
package enum MerchantChange: Hashable, Sendable {
    /// Another name.
    case name(String)
    /// Another destination of one mode's events; `nil` turns them off.
    case webhookURL(String?, KeyMode)
    /// Another wallet to be paid in one mode, or none.
    case walletAddress(String?, KeyMode)
}
