import Checkout
import CheckoutEngine
import Pages
import Webhooks

/// Where a merchant's server is told of sessions, and how it knows that it is us.
struct WebhookContent: Sendable {
    /// What came back for a test event.
    struct Test: Sendable {
        let testOutcome: HTMLText
        let testClass: HTMLText
        let testName: HTMLText
        let testDuration: HTMLText
        let testAnswer: HTMLText?
    }

    let webhookPath: HTMLText
    let typedURL: HTMLText
    let urlProblem: HTMLText?
    let disabledReason: HTMLText?
    let failingSince: TimeContent?

    /// Whether there is a destination, so that there is something to try.
    let hasDestination: Bool

    let testPath: HTMLText
    let test: Test?
    let testProblem: HTMLText?

    let secretPath: HTMLText

    /// The end of the secret; nil before the first one.
    let secretEnd: HTMLText?

    /// Until when the one before it is valid, too.
    let previousUntil: TimeContent?

    /// A secret that was just made.
    let madeSecret: HTMLText?

    init(
        _ member: Member,
        _ remark: SettingsRemark?,
        secret: WebhookSecret?,
        _ paths: DashboardPaths
    ) {
        let settings = member.merchant[member.keyMode]
        webhookPath = HTMLText(paths.setting(.webhook))
        testPath = HTMLText(paths.setting(.test))
        secretPath = HTMLText(paths.setting(.secret))
        disabledReason = settings.webhook.disabledReason.map(HTMLText.init)
        failingSince = disabledReason == nil ? settings.webhook.failingSince.map(TimeContent.init) : nil
        hasDestination = settings.webhookURL != nil
        secretEnd = secret.map { HTMLText(String($0.text.suffix(4))) }
        previousUntil = settings.webhook.previousSecretExpiresAt.flatMap { $0 > member.now ? TimeContent($0) : nil }
        var (typed, problem, made) = (settings.webhookURL ?? "", String?.none, String?.none)
        var (test, noTest) = (DeliveryAttempt?.none, String?.none)
        switch remark {
        case .webhookURL(let text, let reason): (typed, problem) = (text, reason)
        case .secret(let text): made = text
        case .test(let attempt): test = attempt
        case .noTest(let reason): noTest = reason
        case .merchant, .logo, .wallet, nil: break
        }
        typedURL = HTMLText(typed)
        urlProblem = problem.map(HTMLText.init)
        madeSecret = made.map(HTMLText.init)
        self.test = test.map(Test.init)
        testProblem = noTest.map(HTMLText.init)
    }
}

extension WebhookContent.Test {
    fileprivate init(_ attempt: DeliveryAttempt) {
        testOutcome = HTMLText(attempt.outcome)
        testClass = HTMLText(attempt.isSuccess ? "done" : "alarm")
        testName = HTMLText(attempt.isSuccess ? "Taken" : "Not taken")
        testDuration = HTMLText("\(Amounts.count(Int(clamping: attempt.durationMilliseconds))) ms")
        testAnswer = attempt.response.isEmpty ? nil : HTMLText(attempt.response)
    }
}
