import OutboundHTTP

/// A wallet's public document: what it holds, and where to ask for payments.
package struct WalletAddress: Hashable, Sendable {
    /// The address as the wallet spells it; grants and payments name it exactly so.
    package let id: String

    /// What the wallet calls itself, 200 characters at most; an authorization server wants one of its clients.
    package let publicName: String?

    /// The asset that it holds, for money an ISO 4217 code in upper case.
    package let assetCode: String

    /// How many decimal digits its units are away from the asset's main unit.
    ///
    /// It is up to 255; above ``WalletLimits/assetScale`` no amount is converted.
    package let assetScale: UInt8

    /// The URL to ask for grants at, as the wallet spells it.
    package let authServer: String

    /// What the URLs of payments and quotes begin with, as the wallet spells it.
    package let resourceServer: String

    init(_ object: AnswerObject, policy: OutboundPolicy) throws(AnswerProblem) {
        id = try object.url("id", policy: policy).given
        publicName = try object.optionalString("publicName").map { String($0.prefix(WalletLimits.nameCharacters)) }
        assetCode = try object.assetCode()
        assetScale = try object.assetScale()
        authServer = try object.url("authServer", policy: policy).given
        resourceServer = try object.url("resourceServer", policy: policy).given
    }

    /// Whether two spellings of an address differ by no more than a slash at the end.
    static func isSame(_ left: String, _ right: String) -> Bool {
        func stripped(_ text: String) -> Substring { text.hasSuffix("/") ? text.dropLast() : text[...] }
        return stripped(left) == stripped(right)
    }
}
