/// What a wallet's owner has approved once: one charge a period, without a browser.
///
/// A wallet gives one token for it and trades that for another; who loses it has lost the grant. So a trade is put down
/// before it is asked for: ``WalletToken/isRotating`` is set, and the old token stays until the new one is put down.
package struct StandingGrant: Hashable, Sendable {
    /// The wallet that is charged.
    package let customer: PayingWallet

    /// The wallet that is paid, in whose name and under whose key the grant was asked for.
    package let merchant: PayingWallet

    /// The key under which both wallets know us.
    package let keyID: String

    /// That key's private half, encrypted, since the merchant may change it meanwhile; `nil` for today's.
    package let sealedKey: [UInt8]?

    /// What may arrive once a period, in the units of the merchant's wallet: what is charged, too.
    package let amount: UInt64

    /// What the page has told the customer about it, word for word; `nil` where that is not known.
    package let agreement: String?

    /// Where the grant is cancelled.
    package let continueURL: String

    /// What that takes, encrypted.
    package let sealedContinueToken: [UInt8]

    /// What lets us order payments.
    package internal(set) var token: WalletToken

    /// When the token was given.
    package internal(set) var tokenObtainedAt: Timestamp

    /// A grant whose token was just given, or not long ago.
    package init(
        customer: PayingWallet,
        merchant: PayingWallet,
        keyID: String,
        sealedKey: [UInt8]? = nil,
        amount: UInt64,
        agreement: String? = nil,
        continueURL: String,
        sealedContinueToken: [UInt8],
        token: WalletToken,
        tokenObtainedAt: Timestamp
    ) {
        self.customer = customer
        self.merchant = merchant
        self.keyID = keyID
        self.sealedKey = sealedKey
        self.amount = amount
        self.agreement = agreement
        self.continueURL = continueURL
        self.sealedContinueToken = sealedContinueToken
        self.token = token
        self.tokenObtainedAt = tokenObtainedAt
    }

    /// When the token is to be traded at the latest: wallets forget one that has not been used for a month.
    package var rotationDueAt: Timestamp { tokenObtainedAt + Limits.tokenKeptSeconds }

    /// Whether both are the same approval, whatever its token.
    func isSameApproval(as other: StandingGrant) -> Bool {
        customer == other.customer && merchant == other.merchant && keyID == other.keyID && sealedKey == other.sealedKey
            && amount == other.amount
            && agreement == other.agreement && continueURL == other.continueURL
    }
}
