import ArgumentParser

/// Seeds from one to another, as `1..1000`.
struct SeedRange: ExpressibleByArgument {
    let seeds: ClosedRange<UInt64>

    init(seeds: ClosedRange<UInt64>) {
        self.seeds = seeds
    }

    init?(argument: String) {
        let ends = argument.split(separator: "..", omittingEmptySubsequences: false).map { UInt64($0) }
        guard ends.count == 2, let first = ends[0], let last = ends[1], first <= last else { return nil }
        seeds = first...last
    }

    var defaultValueDescription: String { "\(seeds.lowerBound)..\(seeds.upperBound)" }
}
