import ArgumentParser
import Snapshots

extension SnapshotCommand {
    /// `snapshot verify`.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reads every byte of a snapshot and says what is damaged and where.",
            discussion: "Only reads, and takes no lock. Exits 2 if anything is damaged."
        )

        @OptionGroup var options: ReadingOptions

        @Argument(help: "A path, or the name of a snapshot in the data directory; the newest one if left out.")
        var file: String?

        @Flag(help: "Checks all snapshots in the data directory.")
        var all = false

        func validate() throws {
            guard file == nil || !all else {
                throw ValidationError("give a FILE or --all, not both")
            }
        }

        func run() async throws {
            try await exiting {
                let progress = ProgressLine()
                let report = VerifyReport(try reports(progress))
                progress.clear()
                options.print(report.reply)
                if let failure = report.failure { throw failure }
            }
        }

        private func reports(_ progress: ProgressLine) throws -> [FileReport] {
            if let file {
                let found = try SnapshotFile(file, dataDir: options.dataDir)
                guard let report = try SnapshotCheck.report(on: found.name, found.disk, progress) else {
                    throw Failure("\(file) was removed meanwhile")
                }
                return [report]
            }
            let disk = try options.disk()
            let names = try SnapshotReader.list(disk: disk)
            return try (all ? names : Array(names.prefix(1)))
                .compactMap { try SnapshotCheck.report(on: $0, disk, progress) }
        }
    }
}
