import ArgumentParser
import Bytes
import Checkout
import CheckoutEngine
import Disks
import WriteAheadLog

extension LogCommand {
    /// `log inspect`.
    struct Inspect: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the log, one line a record: its sequence, its time, what has happened.",
            discussion: "With --json also the place and the events as they stand in the log. Exits 2 at damage."
        )

        @OptionGroup var options: ReadingOptions

        @Option(help: ArgumentHelp("Only what happened to this session.", valueName: "id"))
        var session: String?

        @Option(
            help: ArgumentHelp(
                "Only what happened at this time or later, like 2026-06-15T00:00:00Z.",
                valueName: "time"
            )
        )
        var since: String?

        func validate() throws {
            if let session, SessionID(parsing: Array(session.utf8)) == nil {
                throw ValidationError("--session: '\(session)' is no session's identifier")
            }
            if let since, Timestamp(parsing: since) == nil {
                throw ValidationError("--since: '\(since)' is no time like 2026-06-15T00:00:00Z")
            }
        }

        func run() async throws {
            try await exiting {
                let disk = try options.disk()
                let last = try ControlClient(directory: options.dataDir).durableSequence() ?? .max
                if options.json { try StandardOutput.write(Array(#"{"object":"list","data":["#.utf8)) }
                let damage = try print(disk, through: last)
                if options.json { try StandardOutput.write(Array("]}\n".utf8)) }
                if let damage { throw Failure(damage, status: .damaged) }
            }
        }

        /// Prints what was asked for; says what keeps it from going on, if that is damage.
        private func print(_ disk: any Disk, through last: UInt64) throws -> String? {
            let wanted = session.flatMap { SessionID(parsing: Array($0.utf8)) }
            let since = since.flatMap { Timestamp(parsing: $0) }
            var output = LogOutput(isJSON: options.json)
            var damage: String?
            var cursor = try LogCursor(disk: disk, from: nil, fingerprint: nil)
            do {
                while cursor.tail.nextSequence <= last, let record = try cursor.next() {
                    let line = try Self.line(record)
                    guard since.map({ time in line.at.map { $0 >= time } ?? true }) ?? true,
                        wanted.map(line.isAbout) ?? true
                    else { continue }
                    try output.add(line)
                }
            } catch let error as LogError where error.code != .disk || error.cause?.code == .inputOutput {
                damage = "\(error)"
            } catch let failure as Failure where failure.status == .damaged {
                damage = failure.description
            }
            try output.flush()
            return damage
        }

        private static func line(_ record: LogRecord) throws -> LogLine {
            do {
                return try LogLine(record)
            } catch {
                let place = "\(record.file): the record at offset \(record.offset), sequence \(record.sequence)"
                throw Failure("\(place), makes no sense: \(error)", status: .damaged)
            }
        }
    }
}
