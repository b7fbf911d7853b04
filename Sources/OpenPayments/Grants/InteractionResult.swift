/// What a browser says of an interaction that gave no consent; the spelling is what wallets send.
package enum InteractionResult: String, Hashable, Sendable {
    /// The customer said no.
    case rejected = "grant_rejected"
    /// The customer did not decide.
    case undecided = "grant_invalid"
    /// The interaction was over, or never was.
    case invalid = "invalid_interaction"
    /// Anything else.
    case other
}
