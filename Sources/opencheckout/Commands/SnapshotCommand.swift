import ArgumentParser
import Checkout
import Disks
import Foundation
import Snapshots

/// `opencheckout snapshot …`.
struct SnapshotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot",
        abstract: "Writes and lists snapshots.",
        subcommands: [Create.self, List.self]
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

        @OptionGroup var options: OperatorOptions

        func run() async throws {
            try await exiting {
                guard FileManager.default.fileExists(atPath: options.dataDir) else {
                    throw Failure("there is no data directory \(options.dataDir)")
                }
                let reply = try listing(POSIXDisk(path: options.dataDir)).reply
                for line in options.json ? [reply.json] : reply.lines {
                    StandardOutput.writeLine(line)
                }
            }
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
