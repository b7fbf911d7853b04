import Pages

/// A page that says what is the matter, and nothing else.
struct NoticeContent: BodyContent {
    let title: String
    let noticeTitle: HTMLText
    let noticeText: HTMLText

    var section: Section? { nil }
    var body: PageBody { .notice(self) }

    private init(_ title: String, _ text: String) {
        self.title = title
        noticeTitle = HTMLText(title)
        noticeText = HTMLText(text)
    }

    static let unknown = NoticeContent(
        "There is nothing here",
        "What you look for does not exist, or not in the mode that you are looking at."
    )
    static let malformed = NoticeContent("We could not read that", "Please go back and try again.")
    static let tooLarge = NoticeContent(
        "That is too much",
        "What was sent is longer than anything that is asked for here. Please go back and try again."
    )
    static let wrongToken = NoticeContent(
        "Nothing was changed",
        "The page that sent this is out of date: you have signed in again or turned to another mode since. "
            + "Please go back, reload it, and try again."
    )
    static let unavailable = NoticeContent(
        "Not now",
        "The service cannot do this at the moment. Nothing was changed. Please try again soon."
    )
    static let opening = NoticeContent("Opening your dashboard", "One moment …")

    /// A form of another site's, or one that came under another name of this server.
    static func foreignOrigin(_ own: String) -> NoticeContent {
        NoticeContent(
            "Nothing was changed",
            "This did not come from a page of this dashboard, which is at \(own.isEmpty ? "no known address" : own). "
                + "If that is not where you have it, the operator has to set --base-url."
        )
    }

    /// Something that is in the way.
    static func conflict(_ text: String) -> NoticeContent {
        NoticeContent("Nothing was changed", text)
    }
}
