import Pages

/// A page about no session: it says what is the matter, and where to go.
struct NoticePage: Hashable, Sendable {
    let status: Int
    let title: Phrase
    let text: Phrase

    /// No such session, or no such path.
    static let unknown = NoticePage(status: 404, title: .unknownTitle, text: .unknownText)

    /// A wallet's answer that belongs to nothing.
    static let unrecognized = NoticePage(status: 400, title: .unrecognizedTitle, text: .unrecognizedText)

    /// What is no form of this page.
    static let badRequest = NoticePage(status: 400, title: .badRequestTitle, text: .badRequestText)

    /// A path that is there, for other methods.
    static let methodNotAllowed = NoticePage(status: 405, title: .badRequestTitle, text: .badRequestText)

    /// A form larger than any of this page.
    static let tooLarge = NoticePage(status: 413, title: .badRequestTitle, text: .badRequestText)

    /// More tries than a customer needs.
    static let tooMany = NoticePage(status: 429, title: .tooManyTitle, text: .tooManyText)

    /// Nothing can be done now.
    static let unavailable = NoticePage(status: 503, title: .unavailableTitle, text: .unavailableText)

    /// The page in a customer's words.
    func content(in words: PageWords, _ paths: PagePaths) -> PageContent {
        var stage = StageContent(name: "notice", title: words.phrases[title])
        stage.text = HTMLText(words.phrases[text])
        stage.isHalted = true
        return PageContent(
            language: HTMLText(words.language.rawValue),
            title: HTMLText(words.phrases[title]),
            styles: HTMLText(paths.styles),
            brandStyles: nil,
            script: HTMLText(paths.script),
            testMode: nil,
            reloadSeconds: nil,
            order: nil,
            stage: stage
        )
    }
}
