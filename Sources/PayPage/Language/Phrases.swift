import Bytes

/// The page's sentences in one language, from its file.
///
/// Names in braces stand for what is filled in.
struct Phrases: Sendable {
    private let sentences: [Phrase: String]

    private static let english = Phrases(PackageResources.en_json)
    private static let german = Phrases(PackageResources.de_json)

    /// The sentences of a language, read at first use.
    static func of(_ language: Language) -> Phrases {
        switch language {
        case .english: english
        case .german: german
        }
    }

    /// Reads a file; one that lacks a sentence, or has one too many, is a mistake in the program.
    private init(_ bytes: [UInt8]) {
        guard let document = try? JSONDocument(parsing: bytes) else {
            preconditionFailure("a file of sentences is JSON")
        }
        var sentences: [Phrase: String] = [:]
        for member in document.members(of: document.root) {
            guard let phrase = Phrase(rawValue: document.string(member.name)) else {
                preconditionFailure("each sentence has a use")
            }
            sentences[phrase] = document.string(member.value)
        }
        precondition(sentences.count == Phrase.allCases.count, "a language has all sentences")
        self.sentences = sentences
    }

    /// A sentence without anything to fill in.
    subscript(_ phrase: Phrase) -> String {
        guard let sentence = sentences[phrase] else {
            preconditionFailure("a language has all sentences")
        }
        return sentence
    }

    /// A sentence with values for its names; what stands in a value is never filled in itself.
    func callAsFunction(_ phrase: Phrase, _ values: KeyValuePairs<String, String> = [:]) -> String {
        var text = ""
        var rest = self[phrase][...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = rest[rest.index(after: open)..<close]
            guard let value = values.first(where: { $0.key == name })?.value else {
                preconditionFailure("every name in a sentence has a value")
            }
            text += rest[..<open] + value
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }
}
