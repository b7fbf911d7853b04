/// The one part of a page that is its own; the template finds it by the name of its case.
enum PageBody: Sendable {
    case signIn(SignInContent)
    case payments(PaymentsContent)
    case session(SessionContent)
    case confirm(ConfirmContent)
    case subscriptions(SubscriptionsContent)
    case subscription(SubscriptionContent)
    case overview(OverviewContent)
    case events(EventsContent)
    case event(EventContent)
    case settings(SettingsContent)
    case keys(KeysContent)
    case mode(ModeContent)
    case notice(NoticeContent)
}
