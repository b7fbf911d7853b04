@testable import LoadGeneration

/// A report with something in every field; the text stands wherever text may stand.
func sampleReport(text: String = "x", throughput: Double = 1000, errors: Int = 3, rate: Double? = 1000) -> LoadReport {
    var tally = Tally()
    for number in 1...1000 {
        tally.record(.create, nanoseconds: Int64(number) * 10_000)
        tally.record(.list, nanoseconds: Int64(number) * 1000)
    }
    var machine = Machine()
    machine.processor = text
    machine.kernel = text
    let slices = (0..<3).map { Slice(second: $0, seconds: 1, tally: tally) }
    return LoadReport(
        startedAt: text,
        machine: machine,
        scenario: .shop,
        url: text,
        rate: rate,
        connections: 64,
        threads: 1,
        seconds: 2,
        requests: 2000,
        errors: errors,
        throughput: throughput,
        latency: LatencySummary(tally.latencies),
        curve: CurvePoint.curve(of: tally.latencies),
        operations: [Operation.create, .list].map { OperationReport($0, tally[$0] ?? OperationTally()) },
        problems: errors == 0 ? [] : [Problem(kind: text, count: errors)],
        examples: errors == 0 ? [] : [text],
        timeline: slices.map { Moment($0, residentBytes: 50_000_000 + $0.second) },
        service: ServiceUsage(
            cpuSeconds: 1,
            cpuSecondsPer100000: 50,
            residentBytesBefore: 1_000_000,
            residentBytesAfter: 2_000_000,
            residentBytesPeak: 3_000_000
        ),
        generatorProcessors: 0.2
    )
}
