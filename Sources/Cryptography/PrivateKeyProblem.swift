/// Why a text is no private key of ours.
///
/// No case holds a part of it.
package enum PrivateKeyProblem: Error, Sendable, Hashable {
    /// It is longer than any key.
    case tooLong
    /// It is neither PEM nor base64, or what it holds is no key.
    case malformed
    /// It is a public key.
    case publicKey
    /// It is encrypted with a password.
    case encrypted
    /// It is a key for another algorithm than Ed25519, or stands in another form than PKCS#8.
    case otherAlgorithm
}
