/// What is wrong with a URL, one case a rule.
package enum URLProblem: Error, Hashable, Sendable {
    /// Longer than ``Limits/urlCharacters``.
    case tooLong
    /// Holds white space, a control character, a backslash or a character outside ASCII.
    case forbiddenCharacter
    /// Does not begin with a scheme and `//`.
    case notAbsolute
    /// The scheme is neither `https` nor `http`.
    case schemeNotWeb
    /// The scheme is `http`, and this place takes `https` only.
    case notEncrypted
    /// The scheme is `http`, and the host is not this machine's loopback.
    case notEncryptedNorLoopback
    /// There is a user name or a password.
    case userInformation
    /// There is no host.
    case hostMissing
    /// The host is no domain name, IPv4 address or IPv6 address in brackets.
    case hostMalformed
    /// The port is empty or not a number from 1 to 65535.
    case portMalformed
    /// The session template stands in scheme, host or port.
    case templateInAuthority
}
