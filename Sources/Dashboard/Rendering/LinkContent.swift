import Pages

/// A text from elsewhere that is a link only where it leads to a web page.
struct LinkContent: Sendable {
    let linkText: HTMLText
    let linkAddress: HTMLText?

    init(_ text: String) {
        linkText = HTMLText(text)
        linkAddress = BrowserURL.isWeb(text) ? HTMLText(text) : nil
    }
}
