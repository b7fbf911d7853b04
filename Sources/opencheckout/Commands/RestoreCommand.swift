import ArgumentParser
import Checkout
import CheckoutEngine
import Logging

/// `opencheckout restore`.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Builds a data directory from a snapshot and the log in its folder, and reads it back.",
        discussion: """
            Takes the log to its end, up to the end of the second of --until, or not at all. Takes the file \
            encryption.key of the folder too if it is there. The source is only read; a server may run on it. Exits 2 \
            if a part could not be restored because it is damaged; what could is then there.
            """
    )

    @OptionGroup var options: ReadingOptions

    @Option(
        help: ArgumentHelp(
            "A snapshot by path or by its name in --data-dir; or a data directory, to take the newest whole one there.",
            valueName: "file"
        )
    )
    var from: String

    @Option(help: ArgumentHelp("Where to build; not there yet, or empty.", valueName: "directory"))
    var to: String

    @Option(help: ArgumentHelp("Only what happened by then, like 2026-06-15T12:00:00Z.", valueName: "time"))
    var until: String?

    @Flag(help: "Leaves the log out.")
    var snapshotOnly = false

    func validate() throws {
        if let until, Timestamp(parsing: until) == nil {
            throw ValidationError("--until: '\(until)' is no time like 2026-06-15T12:00:00Z")
        }
        guard until == nil || !snapshotOnly else {
            throw ValidationError("--until takes the log, which --snapshot-only leaves out: give one of them")
        }
    }

    func run() async throws {
        try await exiting {
            let source = try RestoreSource(from, dataDir: options.dataDir)
            var request = RestoreRequest()
            request.snapshot = source.snapshot
            request.until = until.flatMap { Timestamp(parsing: $0) }
            request.takesLog = !snapshotOnly
            if request.takesLog {
                request.durableSequence = try ControlClient(directory: source.folder).durableSequence() ?? .max
            }
            let report = try restore(request, from: source)
            options.print(report.reply)
            if let failure = report.failure { throw failure }
        }
    }

    private func restore(_ request: RestoreRequest, from source: RestoreSource) throws -> RestoreReport {
        let target = try RestoreTarget(to)
        let progress = ProgressLine()
        defer { progress.clear() }
        let restore = Restore(from: source.disk, request, logger: ProgramLogger.make(level: .warning)) { step in
            progress.tell(Self.words(for: step.step), step.done, of: step.total)
        }
        do {
            let result = try restore.run(into: target.disk)
            // The snapshot is there by now: without its key a start refuses, rather than begin with nothing.
            let key = try KeyTransfer.take(from: source.folder, fingerprint: result.fingerprint, to: target.disk)
            return RestoreReport(result, in: target.path, key: key)
        } catch let error as RestoreError {
            target.discard()
            progress.clear()
            throw Failure("cannot restore \(from): \(error)", status: error.isDamage ? .damaged : .failed)
        }
    }

    private static func words(for step: RestoreProgress.Step) -> String {
        switch step {
        case .readingSnapshot: "reading the snapshot"
        case .readingLog: "applying the log"
        case .writing: "writing"
        case .readingBack: "reading back"
        }
    }
}
