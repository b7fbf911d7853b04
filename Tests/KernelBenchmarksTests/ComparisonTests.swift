import Testing

@testable import KernelBenchmarks

/// From two profiles to a verdict.
@Suite struct ComparisonTests {
    private func profile(_ instructions: Int, _ allocations: Int) throws -> CallgrindProfile {
        try CallgrindProfile(parsing: "summary: \(instructions)\nfn=(1) f\ncfn=(2) malloc\ncalls=\(allocations) 0\n")
    }

    private func verdict(
        _ instructions: Double,
        _ allocations: Double,
        isSamePlatform: Bool = true
    ) -> Comparison.Verdict {
        Comparison(
            measured: KernelCounts(allocations: allocations, instructions: instructions),
            threshold: KernelCounts(allocations: 10, instructions: 1000),
            isSamePlatform: isSamePlatform
        )
        .verdict
    }

    @Test func `what both runs have in common cancels out`() throws {
        let counts = KernelCounts(
            shorter: try profile(5_000_000 + 100 * 1234, 7000 + 100 * 3),
            longer: try profile(5_000_000 + 200 * 1234, 7000 + 200 * 3),
            operations: 100
        )
        #expect(counts == KernelCounts(allocations: 3, instructions: 1234))
    }

    @Test func `counts are rounded to a hundredth and to one`() throws {
        let counts = KernelCounts(shorter: try profile(1000, 100), longer: try profile(2006, 135), operations: 1000)
        #expect(counts == KernelCounts(allocations: 0.04, instructions: 1))
    }

    @Test(arguments: [(1000.0, 10.0), (1030, 10), (970, 10), (1000, 10.05), (1000, 9.95)])
    func `within the tolerance it is the same`(instructions: Double, allocations: Double) {
        #expect(verdict(instructions, allocations) == .same)
    }

    @Test(arguments: [(1031.0, 10.0), (1000, 10.06), (1000, 11), (900, 10.06), (1031, 9)])
    func `beyond it it is worse, whatever got better`(instructions: Double, allocations: Double) {
        #expect(verdict(instructions, allocations) == .worse)
    }

    @Test(arguments: [(969.0, 10.0), (1000, 9.94), (1030, 9)])
    func `what got cheaper is better`(instructions: Double, allocations: Double) {
        #expect(verdict(instructions, allocations) == .better)
    }

    @Test func `on another platform instructions are told only, allocations count`() {
        #expect(verdict(2000, 10, isSamePlatform: false) == .same)
        #expect(verdict(500, 10, isSamePlatform: false) == .same)
        #expect(verdict(500, 11, isSamePlatform: false) == .worse)
    }

    @Test func `without a threshold nothing is known`() {
        let counts = KernelCounts(allocations: 1, instructions: 1)
        let comparison = Comparison(measured: counts, threshold: nil, isSamePlatform: true)
        #expect(comparison.verdict == .unknown)
    }

    @Test func `a kernel that cost nothing may not begin to allocate`() {
        let comparison = Comparison(
            measured: KernelCounts(allocations: 1, instructions: 100),
            threshold: KernelCounts(allocations: 0, instructions: 100),
            isSamePlatform: true
        )
        #expect(comparison.verdict == .worse)
    }
}
