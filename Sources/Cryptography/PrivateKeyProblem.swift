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

extension PrivateKeyProblem {
    /// The problem as the end of a sentence that begins with the file's name.
    package var text: String {
        switch self {
        case .tooLong: "is longer than any key"
        case .malformed: "holds no Ed25519 private key: PKCS#8 in PEM, that PEM in base64, or a seed in base64"
        case .publicKey: "holds a public key; the private one is needed"
        case .encrypted: "holds an encrypted key; take the password off first, with 'openssl pkey'"
        case .otherAlgorithm: "holds a key that is not Ed25519 in PKCS#8"
        }
    }
}
