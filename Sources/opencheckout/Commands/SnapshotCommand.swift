import ArgumentParser
import Checkout
import Disks
import Snapshots

/// `opencheckout snapshot …`.
struct SnapshotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot",
        abstract: "Writes, lists, checks and looks into snapshots.",
        subcommands: [Create.self, List.self, Verify.self, Inspect.self]
    )

    /// `snapshot create`.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes a snapshot now, and returns when it is safe on disk."
        )

        @OptionGroup var options: OperatorOptions

        func run() async throws {
            try await exiting { try await options.perform(.createSnapshot) }
        }
    }

    /// `snapshot list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the snapshots in the data directory, newest first; only reads, and takes no lock."
        )

        @OptionGroup var options: ReadingOptions

        func run() async throws {
            try await exiting { options.print(try listing(options.disk()).reply) }
        }

        private func listing(_ disk: POSIXDisk) throws -> Table {
            var table = Table(["file", "created_at", "sequence", "sessions", "bytes"])
            for name in try SnapshotReader.list(disk: disk) {
                let header = try? SnapshotReader.header(disk: disk, name: name)
                table.add([
                    .text(name.fileName),
                    Cell(header.map { Timestamp(secondsSinceEpoch: $0.createdAt).text }),
                    .integer(Int64(name.sequence)),
                    header.map { .integer(Int64($0.counts["sessions"])) } ?? .none,
                    .integer(try disk.status(of: name.fileName).bytes),
                ])
            }
            return table
        }
    }
}
