import Pages

/// The form that asks for a key.
struct SignInContent: BodyContent {
    let signInPath: HTMLText
    let problem: HTMLText?

    /// Where the dashboard was asked for, if nobody may sign in there.
    let openAddress: HTMLText?

    var title: String { "Sign in" }
    var section: Section? { nil }
    var body: PageBody { .signIn(self) }

    init(_ paths: DashboardPaths, own: OwnAddress, problem: String?) {
        signInPath = HTMLText(paths.signIn)
        self.problem = problem.map(HTMLText.init)
        openAddress = own.isPrivate ? nil : HTMLText(own.origin.isEmpty ? "this address" : own.origin)
    }

    static let wrongKey = "This key opens nothing: it is mistyped, or was revoked."
    static let wrongToken = "This page was open for too long. Please try again."
    static let signedOut = "You are not signed in, or not any more. Nothing was changed."

    /// After too many wrong keys.
    static func tooMany(_ seconds: Int) -> String {
        "Too many wrong keys came from your network. Please wait \(seconds) \(seconds == 1 ? "second" : "seconds")."
    }
}
