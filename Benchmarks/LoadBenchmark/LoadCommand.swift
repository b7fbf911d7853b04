import ArgumentParser
import Foundation
import LoadGeneration

/// `load-benchmark`.
@main
struct LoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load-benchmark",
        abstract: "Puts load on a running OpenCheckout, or on one that it starts itself, and says how it stood it."
    )

    @OptionGroup var options: LoadOptions

    func validate() throws {
        try options.check()
    }

    func run() async throws {
        do {
            // Before the run, which would be in vain if the file cannot be read.
            let old = try options.compare.map(LoadReport.init(contentsOfFile:))
            let service = try LoadedService(options)
            defer { service.end() }
            let report = try await measure(service)
            for line in report.lines { print(line) }
            if let old {
                for line in [""] + LoadComparison(old: old, new: report).lines { print(line) }
            }
            if let path = options.output {
                try LoadPage(report, old: old).html.write(toFile: path, atomically: true, encoding: .utf8)
            }
            if let path = options.json { try report.json.write(to: URL(fileURLWithPath: path)) }
            if report.errors > 0 { throw ExitCode.failure }
        } catch let error as LoadError {
            FileHandle.standardError.write(Data("load-benchmark: \(error)\n".utf8))
            throw ExitCode.failure
        }
    }

    private func measure(_ service: LoadedService) async throws -> LoadReport {
        let generator = try LoadGenerator(
            address: ServiceAddress(url: service.url),
            key: service.key,
            threads: options.threads
        )
        defer { _ = generator.stop() }
        try await generator.connect(options.connections)
        if options.scenario.sessionsNeeded > 0 {
            let prepared = try await generator.run(
                Load(.create, ending: .requests(options.scenario.sessionsNeeded))
            )
            guard prepared.tally.errors == 0 else {
                throw LoadError.program(service.url, reason: "refused to create the sessions that the scenario needs")
            }
        }
        return try await run(options.load, with: generator, service)
    }

    private func run(_ load: Load, with generator: LoadGenerator, _ service: LoadedService) async throws -> LoadReport {
        var recorder = LoadRecorder(pid: service.pid)
        var progress = ProgressLine()
        let startedAt = Date().formatted(.iso8601)
        let outcome = try await generator.run(load) { slice in
            progress.show(recorder.take(slice))
        }
        progress.clear()
        return recorder.report(
            outcome,
            load: load,
            url: service.url,
            connections: options.connections,
            threads: options.threads,
            startedAt: startedAt
        )
    }
}
