import Cryptography

extension PrivateKeyProblem {
    /// The problem as the end of a sentence that begins with the file's name.
    var sentence: String {
        switch self {
        case .tooLong: "is longer than any key"
        case .malformed: "holds no Ed25519 private key: PKCS#8 in PEM, that PEM in base64, or a seed in base64"
        case .publicKey: "holds a public key; the private one is needed"
        case .encrypted: "holds an encrypted key; take the password off first, with 'openssl pkey'"
        case .otherAlgorithm: "holds a key that is not Ed25519 in PKCS#8"
        }
    }
}
