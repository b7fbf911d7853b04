/// A grant that its wallet could not be told to let go of, of an attempt that is over.
///
/// Nobody has a token of it that could pay; what is left is an approval that its owner still sees.
package struct HeldGrant: Hashable, Sendable {
    /// Where it is cancelled.
    package let continueURL: String

    /// What that takes, encrypted.
    package let sealedToken: [UInt8]

    /// The grant that a wallet has answered with.
    package init(_ answer: ConsentRequest.Answer) {
        continueURL = answer.continueURL
        sealedToken = answer.sealedToken
    }

    /// A grant of these parts.
    init(continueURL: String, sealedToken: [UInt8]) {
        self.continueURL = continueURL
        self.sealedToken = sealedToken
    }
}
