import Checkout

extension AmountForm {
    /// Reads what a donor typed in the currency's main unit, into its smallest; refuses what is not beyond doubt.
    ///
    /// Both `12.50` and `12,50` are taken everywhere: of two kinds of separators the last one is the decimal one, and
    /// a single one that three digits follow is read as this locale writes it, or as a group where the currency has no
    /// decimals. The currency's own code or sign may stand before or behind.
    func read(_ text: String, _ currency: Currency) throws(AmountProblem) -> Int64 {
        guard text.count <= Limits.amountCharacters else { throw .unreadable }
        let bare = try Self.withoutSign(Self.uniform(text), of: currency)
        let separators = try separators(in: bare, currency)
        let halves = bare.split(separator: separators.decimal ?? "\0", omittingEmptySubsequences: false)
        guard halves.count <= 2, let whole = halves.first,
            let integer = Self.ungrouped(whole, separators.grouping)
        else { throw .unreadable }
        let fraction = halves.count == 2 ? halves[1] : ""
        guard halves.count == 1 || !fraction.isEmpty, fraction.allSatisfy(Self.isDigit) else { throw .unreadable }
        guard fraction.count <= currency.exponent else { throw .tooManyDecimals }
        let padding = String(repeating: "0", count: currency.exponent - fraction.count)
        guard let amount = Int64(integer + fraction + padding) else { throw .tooLarge }
        return amount
    }

    private typealias Separators = (decimal: Character?, grouping: Character?)

    /// What the separators in a number mean; a space only ever stands between groups.
    private func separators(in text: String, _ currency: Currency) throws(AmountProblem) -> Separators {
        let marks = text.filter { $0 == "." || $0 == "," }
        let space: Character? = text.contains(" ") ? " " : nil
        guard let last = marks.last, let place = text.lastIndex(of: last) else { return (nil, space) }
        if let space {
            guard marks.count == 1 else { throw .unreadable }
            return (last, space)
        }
        if let other = marks.first(where: { $0 != last }) { return (last, other) }
        if marks.count > 1 { return (nil, last) }
        let behind = text.distance(from: place, to: text.endIndex) - 1
        let before = text[..<place]
        guard behind == 3, (1...3).contains(before.count), before.first != "0" else { return (last, nil) }
        if currency.exponent == 0 || last == locale.groupingSeparator { return (nil, last) }
        guard currency.exponent >= behind else { throw .ambiguous }
        return (last, nil)
    }

    /// The digits of a whole number whose groups behind the first have three digits each; nil for anything else.
    private static func ungrouped(_ text: Substring, _ separator: Character?) -> String? {
        let groups = separator.map { text.split(separator: $0, omittingEmptySubsequences: false) } ?? [text]
        guard groups.count == 1 || (1...3).contains(groups[0].count),
            groups.dropFirst().allSatisfy({ $0.count == 3 }),
            groups.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) })
        else { return nil }
        return groups.joined()
    }

    /// The text without white space at its ends; what people put between groups besides dots and commas is a space.
    private static func uniform(_ text: String) -> String {
        let spaced = text.map { $0.isWhitespace || $0 == "'" || $0 == "’" ? " " : $0 }
        return String(spaced).trimmingSpaces()
    }

    private static func withoutSign(_ text: String, of currency: Currency) throws(AmountProblem) -> String {
        for mark in [currency.text, signs[currency.text]].compactMap(\.self) {
            if text.lowercased().hasPrefix(mark) { return String(text.dropFirst(mark.count)).trimmingSpaces() }
            if text.lowercased().hasSuffix(mark) { return String(text.dropLast(mark.count)).trimmingSpaces() }
        }
        let name = text.filter { !isDigit($0) && $0 != "." && $0 != "," && $0 != " " }
        if (try? Currency(name)) != nil || signs.values.contains(name) { throw .otherCurrency(name) }
        return text
    }

    /// Signs that people write in place of a code.
    private static let signs = ["usd": "$", "eur": "€", "gbp": "£", "jpy": "¥"]

    private static func isDigit(_ character: Character) -> Bool {
        character.isASCII && character.isNumber
    }
}

extension String {
    fileprivate func trimmingSpaces() -> String {
        var rest = self[...]
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
