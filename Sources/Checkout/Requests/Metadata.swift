/// A merchant's own pairs of texts on a session, in the merchant's order.
package struct Metadata: Hashable, Sendable {
    /// One key and its value.
    package struct Pair: Hashable, Sendable {
        /// The key; ``Limits/metadataKeyCharacters``, unique in a session.
        package let key: String

        /// The value, ``Limits/metadataValueCharacters`` long; numbers and booleans are kept as they were spelled.
        package let value: String
    }

    /// The pairs, at most ``Limits/metadataPairs``.
    package private(set) var pairs: [Pair] = []

    /// No pairs.
    package init() {}

    /// Makes room for so many pairs, so that appending them does not move them.
    package init(reserving count: Int) {
        pairs.reserveCapacity(min(count, Limits.metadataPairs))
    }

    /// Appends a pair, or says which rule it breaks and changes nothing.
    ///
    /// That keys are unique is the caller's to see to (the JSON reader refuses a name that stands twice).
    package mutating func append(key: String, value: String) -> RuleViolation? {
        guard pairs.count < Limits.metadataPairs else { return .metadataPairs(pairs.count + 1) }
        if let problem = TextProblem.find(in: key, characters: Limits.metadataKeyCharacters) {
            return .metadataKey(problem)
        }
        if let problem = TextProblem.find(in: value, characters: Limits.metadataValueCharacters) {
            return .metadataValue(problem, key: key)
        }
        pairs.append(Pair(key: key, value: value))
        return nil
    }
}
