/// How many threads and shards an engine has.
package struct Layout: Sendable, CustomStringConvertible {
    /// Reactors for the shards, 1 or 2.
    package let threads: Int

    /// Shards, 1 to 4.
    package let shards: Int

    /// A layout by its numbers.
    package init(threads: Int, shards: Int) {
        self.threads = threads
        self.shards = shards
    }

    /// A layout by a seed.
    init(using random: inout SeededGenerator) {
        threads = Int.random(in: 1...2, using: &random)
        shards = Int.random(in: 1...4, using: &random)
    }

    /// The numbers.
    package var description: String { "\(threads) threads, \(shards) shards" }
}
