/// Watches a run from its first second to its report.
package struct LoadRecorder {
    private let pid: Int32?
    private let before: ProcessUsage?
    private let ownBefore = ProcessUsage.ownCPUSeconds
    private var peak: Int
    private var timeline: [Moment] = []

    /// Begins to watch, the service too if its process number is known.
    package init(pid: Int32?) {
        self.pid = pid
        before = pid.flatMap(ProcessUsage.init)
        peak = before?.residentBytes ?? 0
    }

    /// Takes a second; gives what is to be said of it.
    package mutating func take(_ slice: Slice) -> Moment {
        let usage = pid.flatMap(ProcessUsage.init)
        peak = max(peak, usage?.residentBytes ?? 0)
        let moment = Moment(slice, residentBytes: usage?.residentBytes)
        if slice.seconds >= 1 { timeline.append(moment) }
        return moment
    }

    /// Sums the run up.
    package func report(
        _ outcome: LoadOutcome,
        load: Load,
        url: String,
        connections: Int,
        threads: Int,
        startedAt: String
    ) -> LoadReport {
        let tally = outcome.tally
        let latencies = tally.latencies
        return LoadReport(
            startedAt: startedAt,
            machine: Machine(),
            scenario: load.scenario,
            url: url,
            rate: load.pace.rate,
            connections: connections,
            threads: threads,
            seconds: outcome.seconds,
            requests: tally.requests,
            errors: tally.errors,
            throughput: Double(tally.requests) / max(outcome.seconds, 0.001),
            latency: LatencySummary(latencies),
            curve: CurvePoint.curve(of: latencies),
            operations: Operation.allCases.compactMap { operation in
                tally[operation].map { OperationReport(operation, $0) }
            },
            problems: Problem.problems(of: tally),
            examples: tally.examples,
            timeline: timeline,
            service: usage(requests: tally.requests),
            generatorProcessors: (ProcessUsage.ownCPUSeconds - ownBefore) / max(outcome.seconds, 0.001)
        )
    }

    private func usage(requests: Int) -> ServiceUsage? {
        guard let before, let after = pid.flatMap(ProcessUsage.init) else { return nil }
        let seconds = after.cpuSeconds - before.cpuSeconds
        return ServiceUsage(
            cpuSeconds: seconds,
            cpuSecondsPer100000: requests == 0 ? 0 : seconds / Double(requests) * 100_000,
            residentBytesBefore: before.residentBytes,
            residentBytesAfter: after.residentBytes,
            residentBytesPeak: max(peak, after.residentBytes)
        )
    }
}
