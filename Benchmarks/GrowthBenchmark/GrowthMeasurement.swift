import LoadGeneration

/// Fills a service to one size after the other, and measures at each.
struct GrowthMeasurement {
    /// What the service held with nothing in it, in bytes; known after the first measurement.
    private(set) var emptyResidentBytes = 0

    private let site: GrowthSite
    private let connections: Int
    private let rate: Double
    private let say: (String) -> Void
    private var sessions = SessionPool(capacity: .max)
    private var created = 0
    private var changes = 0

    /// Requests of each kind that a cost is measured with.
    private static let creates = 10_000
    private static let reads = 100_000
    private static let lists = 50_000

    /// Connections that fill, and that share the requests while snapshots are written.
    private static let manyConnections = 64

    /// The shortest time that a 99th percentile is measured for.
    private static let shortestSeconds = 5.0

    /// Begins at a site whose directory is empty; says what it is about to do.
    init(site: GrowthSite, connections: Int, rate: Double, say: @escaping (String) -> Void) {
        self.site = site
        self.connections = connections
        self.rate = rate
        self.say = say
    }

    /// Measures at a size that is larger than those before; at the last one also so many reads in one go.
    ///
    /// What adds sessions comes last: everything before it meets exactly this many.
    mutating func measure(_ size: Int, reads: Int) async throws -> (point: GrowthPoint, longRead: LongRead?) {
        say("\(Figure.count(size)) sessions: filling")
        var service = try site.start()
        if emptyResidentBytes == 0 { emptyResidentBytes = try residentBytes(of: service) }
        try await fill(service, to: size)
        let (count, records, memory) = (created, changes, try residentBytes(of: service))
        say("\(Figure.count(size)) sessions: read, list, snapshot, starts")
        let read = try await measureCost(of: .read, requests: Self.reads, service)
        let list = try await measureCost(of: .list, requests: Self.lists, service)
        let longRead = reads == 0 ? nil : try await readLong(reads, service)
        let snapshotSeconds = try await site.order.carryOut()
        let starts = try measureStarts()
        say("\(Figure.count(size)) sessions: create, snapshots under load")
        service = try site.start()
        let create = try await measureCost(of: .create, requests: Self.creates, service)
        let pauses = try await measurePauses(service, seconds: max(Self.shortestSeconds, 2 * snapshotSeconds))
        try site.stop()
        let point = GrowthPoint(
            sessions: count,
            create: create,
            read: read,
            list: list,
            residentBytes: memory,
            bytesPerSession: Double(memory - emptyResidentBytes) / Double(count),
            snapshotSeconds: snapshotSeconds,
            p99WithoutSnapshot: pauses.without,
            p99DuringSnapshots: pauses.during,
            snapshotsDuring: pauses.snapshots,
            startFromSnapshotSeconds: starts.fromSnapshot,
            residentBytesAfterStart: starts.residentBytes,
            startFromLogSeconds: starts.fromLog,
            logRecords: records
        )
        return (point, longRead)
    }
}

extension GrowthMeasurement {
    private mutating func fill(_ service: ServiceProcess, to size: Int) async throws {
        guard size > created else { return }
        let missing = size - created
        let outcome = try await withGenerator(Self.manyConnections, service) { generator in
            try await generator.run(Load(.create, ending: .requests(missing)))
        }
        try count(outcome)
    }

    private mutating func measureCost(
        of scenario: Scenario,
        requests: Int,
        _ service: ServiceProcess
    ) async throws -> OperationCost {
        let (first, measured) = try await withGenerator(connections, service) { generator in
            // A first tenth is not counted: caches fill, buffers grow.
            let first = try await generator.run(Load(scenario, ending: .requests(requests / 10)))
            let load = Load(scenario, ending: .requests(requests))
            return (first, try await Self.cost(of: load, generator, service))
        }
        try count(first)
        try count(measured.outcome)
        return measured.cost
    }

    private mutating func readLong(_ reads: Int, _ service: ServiceProcess) async throws -> LongRead {
        say("\(Figure.count(created)) sessions: \(Figure.count(reads)) reads")
        let before = try residentBytes(of: service)
        let (cost, outcome) = try await withGenerator(Self.manyConnections, service) { generator in
            try await Self.cost(of: Load(.read, ending: .requests(reads)), generator, service)
        }
        try count(outcome)
        return LongRead(
            sessions: created,
            connections: Self.manyConnections,
            cost: cost,
            residentBytesBefore: before,
            residentBytesAfter: try residentBytes(of: service)
        )
    }

    private mutating func measurePauses(
        _ service: ServiceProcess,
        seconds: Double
    ) async throws -> (without: Double, during: Double, snapshots: Int) {
        let load = Load(.shop, pace: .open(rate: rate), ending: .after(.seconds(seconds)))
        let order = site.order
        let (without, during, snapshots) = try await withGenerator(Self.manyConnections, service) { generator in
            let without = try await generator.run(load)
            async let snapshots = order.repeated(for: .seconds(seconds))
            let during = try await generator.run(load)
            return (without, during, try await snapshots)
        }
        try count(without)
        try count(during)
        return (
            without.tally.latencies.microseconds(atPercentile: 99),
            during.tally.latencies.microseconds(atPercentile: 99),
            snapshots
        )
    }

    /// The last start is ended as by a crash, so that it leaves no snapshot of its own.
    private func measureStarts() throws -> (fromSnapshot: Double, residentBytes: Int, fromLog: Double) {
        try site.stop()
        let service = try site.start()
        let (fromSnapshot, memory) = (service.startSeconds, try residentBytes(of: service))
        site.kill()
        let fromLog = try site.withoutSnapshots {
            let seconds = try site.start().startSeconds
            site.kill()
            return seconds
        }
        return (fromSnapshot, memory, fromLog)
    }
}

extension GrowthMeasurement {
    /// Keeps the sessions that are known from one generator to the next.
    private mutating func withGenerator<Result>(
        _ connections: Int,
        _ service: ServiceProcess,
        _ body: (LoadGenerator) async throws -> Result
    ) async throws -> Result {
        let generator = try LoadGenerator(
            address: ServiceAddress(url: service.url),
            key: service.key,
            threads: 1,
            sessions: sessions
        )
        defer { sessions = generator.stop() }
        try await generator.connect(connections)
        return try await body(generator)
    }

    private static func cost(
        of load: Load,
        _ generator: LoadGenerator,
        _ service: ServiceProcess
    ) async throws -> (cost: OperationCost, outcome: LoadOutcome) {
        let before = ProcessUsage(pid: service.pid)
        let outcome = try await generator.run(load)
        guard let before, let after = ProcessUsage(pid: service.pid) else { throw Self.gone }
        return (OperationCost(outcome, cpuSeconds: after.cpuSeconds - before.cpuSeconds), outcome)
    }

    /// Takes note of what a load has changed; throws if it met an error, since no figure would count then.
    private mutating func count(_ outcome: LoadOutcome) throws {
        let tally = outcome.tally
        guard tally.errors == 0 else {
            throw LoadError.program("the service", reason: tally.examples.first ?? "\(tally.errors) errors")
        }
        let creates = tally[.create]?.requests ?? 0
        created += creates
        changes += creates + (tally[.expire]?.requests ?? 0)
    }

    private func residentBytes(of service: ServiceProcess) throws -> Int {
        guard let usage = ProcessUsage(pid: service.pid) else { throw Self.gone }
        return usage.residentBytes
    }

    private static let gone = LoadError.program("the service", reason: "is gone")
}
