import ArgumentParser

/// `opencheckout log …`.
struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Checks and looks into the write-ahead log.",
        discussion: "Only reads, and takes no lock. Beside a running server it stops at what is durable.",
        subcommands: [Verify.self, Inspect.self]
    )

    /// `log verify`.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reads every record of the log and says what is damaged and where.",
            discussion:
                "Exits 2 if anything is damaged. What a crash left unfinished at the end is told, and no damage."
        )

        @OptionGroup var options: ReadingOptions

        func run() async throws {
            try await exiting {
                let progress = ProgressLine()
                let check = try LogCheck(options.disk(), directory: options.dataDir)
                let report = VerifyReport(try check.reports(progress))
                progress.clear()
                options.print(report.reply)
                if let failure = report.failure { throw failure }
            }
        }
    }
}
