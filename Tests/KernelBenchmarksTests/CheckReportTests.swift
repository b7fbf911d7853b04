import Testing

@testable import KernelBenchmarks

/// What the gate says.
@Suite struct CheckReportTests {
    private static let here = Platform(architecture: "x86_64", compiler: "6.3.1", library: "2.36")
    private static let there = Platform(architecture: "x86_64", compiler: "6.4", library: "2.41")

    private func report(
        _ measured: [(instructions: Double, allocations: Double)],
        threshold: KernelCounts? = KernelCounts(allocations: 10, instructions: 1_000_000),
        known: Platform? = here
    ) -> (report: CheckReport, lines: [String]) {
        var report = CheckReport(platform: Self.here, known: known)
        let lines = measured.enumerated()
            .map { index, measured in
                let comparison = Comparison(
                    measured: KernelCounts(allocations: measured.allocations, instructions: measured.instructions),
                    threshold: threshold,
                    isSamePlatform: known == Self.here
                )
                return report.line(for: "kernel-\(index)", comparison)
            }
        return (report, lines)
    }

    @Test func `kernels that keep to their thresholds pass`() {
        let (report, lines) = report([(1_010_000, 10)])
        #expect(report.isPassed)
        #expect(report.conclusion == ["All kernels cost what they may."])
        #expect(
            lines == ["kernel-0                   10.00         10.00     1,010,000     1,000,000        +1.0 %"]
        )
    }

    @Test func `one that costs more fails, and is named`() {
        let report = report([(1_000_000, 10), (1_000_000, 11)]).report
        #expect(!report.isPassed)
        #expect(report.conclusion.count == 1)
        #expect(report.conclusion.first?.hasPrefix("Cost more than they may: kernel-1.") == true)
    }

    @Test func `one that costs less passes, and is told`() {
        let report = report([(900_000, 10)]).report
        #expect(report.isPassed)
        #expect(report.conclusion == ["Cost less than they did: kernel-0. Hold that with --write."])
    }

    @Test func `one without a threshold fails`() {
        let report = report([(1, 1)], threshold: nil).report
        #expect(!report.isPassed)
        #expect(report.conclusion == ["Without a threshold: kernel-0. Give them one with --write."])
    }

    @Test func `another platform is told`() {
        let report = report([(2_000_000, 10)], known: Self.there).report
        #expect(report.isPassed)
        #expect(report.conclusion.count == 1)
        #expect(report.conclusion.first?.contains("x86_64, Swift 6.4, glibc 2.41") == true)
    }
}
