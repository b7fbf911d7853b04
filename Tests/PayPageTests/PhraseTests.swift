import Testing

@testable import PayPage

@Suite struct PhraseTests {
    private func names(_ sentence: String) -> Set<Substring> {
        Set(sentence.matches(of: /\{(\w+)\}/).map(\.output.1))
    }

    @Test func `every language has every sentence, with the same values in it`() {
        for phrase in Phrase.allCases {
            let english = Phrases.of(.english)[phrase]
            for language in Language.allCases {
                let sentence = Phrases.of(language)[phrase]
                #expect(!sentence.isEmpty)
                #expect(names(sentence) == names(english), "\(phrase) in \(language)")
            }
        }
    }

    @Test func `a value that looks like a name is not filled in`() {
        #expect(Phrases.of(.english)(.title, ["merchant": "{merchant} {x}"]) == "Pay {merchant} {x}")
    }
}
