import ArgumentParser
import Foundation
import LoadGeneration

/// `growth-benchmark`.
@main
struct GrowthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "growth-benchmark",
        abstract: "Says what OpenCheckout costs with few sessions and with many.",
        discussion: """
            Starts the service on a new data directory, fills it to one size after the other, and measures at each: a \
            create, a read and a list, memory, a snapshot, the 99th percentile without and during snapshots, and the \
            start from a snapshot and from the log.
            """
    )

    @OptionGroup var options: GrowthOptions

    func validate() throws {
        try options.check()
    }

    func run() async throws {
        do {
            let program = try options.program ?? ServiceProgram.besideThis()
            let folder = options.dataDir == nil ? try ServiceProgram.makeFolder() : nil
            let site = GrowthSite(
                program: program,
                dataDirectory: options.dataDir ?? (folder ?? "") + "/data",
                environment: ProcessInfo.processInfo.environment,
                interruption: Interruption(removing: folder)
            )
            defer {
                site.kill()
                if let folder { try? FileManager.default.removeItem(atPath: folder) }
            }
            let report = try await measure(site)
            for line in report.lines { print(line) }
            if let path = options.output {
                try GrowthPage(report: report).html.write(toFile: path, atomically: true, encoding: .utf8)
            }
            if let path = options.json { try report.json.write(to: URL(fileURLWithPath: path)) }
        } catch let error as LoadError {
            FileHandle.standardError.write(Data("growth-benchmark: \(error)\n".utf8))
            throw ExitCode.failure
        }
    }

    private func measure(_ site: GrowthSite) async throws -> GrowthReport {
        let startedAt = Date().formatted(.iso8601)
        var measurement = GrowthMeasurement(
            site: site,
            connections: options.connections,
            rate: options.rate
        ) { text in
            FileHandle.standardError.write(Data((text + "\n").utf8))
        }
        var points: [GrowthPoint] = []
        var longRead: LongRead?
        for size in options.sizeList {
            let isLast = size == options.sizeList.last
            let (point, read) = try await measurement.measure(size, reads: isLast ? options.reads : 0)
            points.append(point)
            longRead = read
        }
        return GrowthReport(
            startedAt: startedAt,
            machine: Machine(),
            connections: options.connections,
            rate: options.rate,
            emptyResidentBytes: measurement.emptyResidentBytes,
            points: points,
            longRead: longRead
        )
    }
}
