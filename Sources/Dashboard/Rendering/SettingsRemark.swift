import Checkout

/// What a form of the settings has led to, told beside that form.
enum SettingsRemark: Sendable {
    /// The name or the colour was refused.
    case merchant(name: String, color: String, nameProblem: String?, colorProblem: String?)

    /// The logo was refused.
    case logo(problem: String)

    /// The webhook URL was refused.
    case webhookURL(typed: String, problem: String)

    /// A secret was made: for the one time that it is shown.
    case secret(String)

    /// A test event was sent, and this came back.
    case test(DeliveryAttempt)

    /// No test event was sent.
    case noTest(String)

    /// The wallet was refused.
    case wallet(address: String, keyID: String, problem: String)
}
