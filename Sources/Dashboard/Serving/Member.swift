import Checkout

/// Who is signed in: whose dashboard a request may see, and in which mode.
struct Member: Sendable {
    let signIn: OpenSignIn
    let cookie: SignInCookie
    let merchant: Merchant
    let visit: Visit

    /// The mode that is looked at.
    var keyMode: KeyMode { signIn.keyMode }

    /// When the request came.
    var now: Timestamp { visit.now }

    /// What a form's token is about: a form of one mode is none of the other.
    var formSubject: String { "member-\(signIn.keyMode.text)" }
}
