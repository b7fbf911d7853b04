import ArgumentParser
import Checkout
import CheckoutEngine
import Snapshots

extension SnapshotCommand {
    /// `snapshot inspect`.
    struct Inspect: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says what is in a snapshot, or prints one session of it.",
            discussion: "Only reads, and takes no lock. Exits 2 if the snapshot is damaged."
        )

        @OptionGroup var options: ReadingOptions

        @Argument(help: "A path, or the name of a snapshot in the data directory.")
        var file: String

        @Option(help: ArgumentHelp("Prints this session, as it was then.", valueName: "id"))
        var session: String?

        func run() async throws {
            try await exiting {
                let wanted = try session.map { text in
                    guard let id = SessionID(parsing: Array(text.utf8)) else {
                        throw Failure("'\(text)' is no session's identifier")
                    }
                    return id
                }
                let found = try SnapshotFile(file, dataDir: options.dataDir)
                let survey = try survey(found, wanted)
                guard wanted != nil else {
                    options.print(SurveyListing(survey, of: found.name, on: found.disk).reply)
                    return
                }
                guard let session = survey.found else {
                    throw Failure("there is no session '\(session ?? "")' in \(found.name)")
                }
                options.print(SurveyListing.reply(for: session))
            }
        }

        private func survey(_ file: SnapshotFile, _ wanted: SessionID?) throws -> SnapshotSurvey {
            let progress = ProgressLine()
            defer { progress.clear() }
            var survey = SnapshotSurvey(lookingFor: wanted)
            do {
                try survey.read(file.name, on: file.disk) { done, total in
                    progress.tell("reading \(file.name)", done, of: total)
                }
            } catch let error as SnapshotError where !error.isDamage && error.code != .lineRefused {
                throw error
            } catch {
                progress.clear()
                throw Failure("\(error)", status: .damaged)
            }
            return survey
        }
    }
}
