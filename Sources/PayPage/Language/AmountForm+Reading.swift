import Checkout

extension AmountForm {
    /// Reads what a donor typed in the currency's main unit, into its smallest; nil where it is not beyond doubt.
    ///
    /// Both `12.50` and `12,50` are taken everywhere: of two kinds of separators the last one is the decimal one, and
    /// a single one that three digits follow is read as this locale writes it. Where that leaves more decimal digits
    /// than the currency has, the text is refused rather than guessed at. The currency's own code or sign may stand
    /// before or behind.
    func read(_ text: String, _ currency: Currency) -> Int64? {
        guard text.count <= Limits.amountCharacters else { return nil }
        let bare = Self.withoutSign(text.filter { !$0.isWhitespace && $0 != "'" && $0 != "’" }, of: currency)
        let separators = separators(in: bare)
        let halves = bare.split(separator: separators.decimal ?? "\0", omittingEmptySubsequences: false)
        guard halves.count <= 2, let whole = halves.first,
            let integer = Self.ungrouped(whole, separators.grouping)
        else { return nil }
        let fraction = halves.count == 2 ? halves[1] : ""
        guard halves.count == 1 || !fraction.isEmpty, fraction.count <= currency.exponent,
            fraction.allSatisfy(Self.isDigit)
        else { return nil }
        let padding = String(repeating: "0", count: currency.exponent - fraction.count)
        return Int64(integer + fraction + padding)
    }

    private typealias Separators = (decimal: Character?, grouping: Character?)

    /// What the separators in a number mean.
    private func separators(in text: String) -> Separators {
        let found = text.filter { $0 == "." || $0 == "," }
        guard let last = found.last, let place = text.lastIndex(of: last) else { return (nil, nil) }
        if let other = found.first(where: { $0 != last }) { return (last, other) }
        if found.count > 1 { return (nil, last) }
        let digitsBehind = text.distance(from: place, to: text.endIndex) - 1
        if digitsBehind == 3, last == locale.groupingSeparator { return (nil, last) }
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

    private static func withoutSign(_ text: String, of currency: Currency) -> String {
        let code = currency.text
        let sign = ["usd": "$", "eur": "€", "gbp": "£", "jpy": "¥"][code]
        for mark in [code, sign].compactMap(\.self) {
            if text.lowercased().hasPrefix(mark) { return String(text.dropFirst(mark.count)) }
            if text.lowercased().hasSuffix(mark) { return String(text.dropLast(mark.count)) }
        }
        return text
    }

    private static func isDigit(_ character: Character) -> Bool {
        character.isASCII && character.isNumber
    }
}
