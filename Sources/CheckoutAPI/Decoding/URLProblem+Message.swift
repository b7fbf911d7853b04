import Checkout

/// What merchants are told of a URL.
extension URLProblem {
    /// What is allowed, without a full stop.
    var message: String {
        switch self {
        case .tooLong: "must have at most \(Limits.urlCharacters) characters"
        case .forbiddenCharacter:
            "must not contain white space, control characters, backslashes or characters outside ASCII"
        case .notAbsolute: "must be an absolute URL that begins with https://"
        case .schemeNotWeb: "must have the scheme https"
        case .notEncrypted: "must have the scheme https with a live key"
        case .notEncryptedNorLoopback:
            "must have the scheme https; http is allowed with a test key for localhost, 127.0.0.0/8 and [::1] only"
        case .userInformation: "must not contain a user name or password"
        case .hostMissing: "must name a host"
        case .hostMalformed: "must name a host by a valid domain name, IPv4 address or IPv6 address in brackets"
        case .portMalformed: "must have a port from 1 to 65535, or no colon behind the host"
        case .templateInAuthority:
            "must not contain {CHECKOUT_SESSION_ID} before its path; it may stand in path, query and fragment"
        }
    }
}
