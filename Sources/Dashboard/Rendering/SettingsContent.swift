import Checkout
import Pages

/// What a merchant sets: for itself, and for the mode that is looked at.
struct SettingsContent: BodyContent {
    let settingsMode: HTMLText
    let merchant: MerchantContent
    let webhook: WebhookContent
    let wallet: WalletContent
    let signIns: SignInsContent

    var title: String { "Settings" }
    var section: Section? { .settings }
    var body: PageBody { .settings(self) }
}
