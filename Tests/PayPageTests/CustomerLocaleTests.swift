import Testing

@testable import PayPage

@Suite struct CustomerLocaleTests {
    @Test(
        arguments: [
            (nil, Language.english), ("", .english), ("de", .german), ("de-AT,en;q=0.5", .german),
            ("fr,de;q=0.8,en;q=0.9", .english),
            ("fr", .english), ("en;q=0.3, de;q=0.7", .german), ("de;q=0,en", .english), ("DE-de", .german),
            ("*", .english),
            ("de;q=nonsense", .english), (";;,,q=1", .english), ("en,de", .english),
        ] as [(String?, Language)]
    )
    func `the most wanted language that the page speaks is taken`(header: String?, language: Language) {
        #expect(CustomerLocale(acceptLanguage: header).language == language)
    }

    @Test func `only so many wishes are looked at`() {
        let header = String(repeating: "fr,", count: 16) + "de"
        #expect(CustomerLocale(acceptLanguage: header).language == .english)
    }
}
