/// The language a customer reads, and how numbers are written there.
struct CustomerLocale: Hashable, Sendable {
    /// The language of the page.
    let language: Language

    /// Stands before the digits of the smaller unit.
    let decimalSeparator: Character

    /// Stands between groups of three digits.
    let groupingSeparator: Character

    /// The first language of an `Accept-Language` that the page speaks (RFC 9110, section 12.5.4); English without one.
    init(acceptLanguage: String?) {
        let wishes = acceptLanguage.map(Self.wishes) ?? []
        for tag in wishes {
            let parts = tag.split(separator: "-")
            guard let language = parts.first.flatMap({ Language(rawValue: String($0)) }) else { continue }
            self.init(language, region: parts.count > 1 ? String(parts[parts.count - 1]) : nil)
            return
        }
        self.init(.english, region: nil)
    }

    private init(_ language: Language, region: String?) {
        self.language = language
        switch language {
        case .english:
            (decimalSeparator, groupingSeparator) = (".", ",")
        case .german where region == "ch" || region == "li":
            (decimalSeparator, groupingSeparator) = (".", "’")
        case .german:
            (decimalSeparator, groupingSeparator) = (",", ".")
        }
    }

    /// The tags in lower case, the most wanted first; those of one weight in the order they came.
    private static func wishes(_ header: String) -> [String] {
        let items = header.lowercased().split(separator: ",").prefix(Limits.acceptedLanguages)
        let weighted = items.compactMap { item -> (tag: String, weight: Double)? in
            let parts = item.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
            guard let tag = parts.first, !tag.isEmpty else { return nil }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            return weight > 0 ? (String(tag), weight) : nil
        }
        return weighted.enumerated()
            .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
            .map(\.element.tag)
    }
}
