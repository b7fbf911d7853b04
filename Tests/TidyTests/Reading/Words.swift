import Foundation

extension String {
    /// Whether `word` stands here and is not the end of a longer name, a member or an argument label.
    func containsCall(_ word: String) -> Bool {
        contains(word, unlessAfter: { $0 == "." || $0 == "_" || $0.isLetter || $0.isNumber })
    }

    /// Whether `word` stands here by itself, with no letter, digit or underscore on either side.
    func containsWord(_ word: String) -> Bool {
        let isPart: (Character) -> Bool = { $0 == "_" || $0.isLetter || $0.isNumber }
        return contains(word, unlessAfter: isPart, unlessBefore: isPart)
    }

    private func contains(
        _ word: String,
        unlessAfter isLeft: (Character) -> Bool,
        unlessBefore isRight: (Character) -> Bool = { _ in false }
    ) -> Bool {
        var start = startIndex
        while let range = range(of: word, range: start..<endIndex) {
            let left = range.lowerBound > startIndex ? self[index(before: range.lowerBound)] : " "
            let right = range.upperBound < endIndex ? self[range.upperBound] : " "
            if !isLeft(left), !isRight(right) { return true }
            start = range.upperBound
        }
        return false
    }

    var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
