/// What happens in a simulation, all of it decided by a seed.
package struct History: Sendable {
    /// The seed that all of it comes from.
    package let seed: UInt64

    /// How the first engine is laid out.
    let layout: Layout

    /// What happens, in order.
    private(set) var operations: [Operation]

    /// The history of a seed.
    package init(seed: UInt64) {
        var generator = HistoryGenerator(seed: seed)
        self.seed = seed
        layout = generator.layout
        operations = generator.operations()
    }

    /// A history that somebody has written.
    init(seed: UInt64, layout: Layout, operations: [Operation]) {
        self.seed = seed
        self.layout = layout
        self.operations = operations
    }

    /// The numbers of the operations that are in it.
    package var numbers: [Int] {
        operations.map(\.number)
    }

    /// The same history without all other operations.
    package func keeping(_ numbers: Set<Int>) -> History {
        var shorter = self
        shorter.operations.removeAll { !numbers.contains($0.number) }
        return shorter
    }

    /// The operations, one a line.
    package var lines: [String] {
        ["starts with \(layout)"] + operations.map(\.description)
    }
}
