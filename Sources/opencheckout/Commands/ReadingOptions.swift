import ArgumentParser
import Disks
import Foundation

/// The options of commands that only read a data directory.
struct ReadingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Where everything is kept.", valueName: "directory"))
    var dataDir = ProcessInfo.processInfo.environment["OPENCHECKOUT_DATA_DIR"] ?? "./snapshots"

    @Flag(help: "Prints one JSON document.")
    var json = false
}

extension ReadingOptions {
    /// The data directory; a `Failure` if there is none.
    func disk() throws -> POSIXDisk {
        guard FileManager.default.fileExists(atPath: dataDir) else {
            throw Failure("there is no data directory \(dataDir)")
        }
        return try POSIXDisk(path: dataDir)
    }

    /// Prints a reply in the form that was asked for.
    func print(_ reply: OperatorReply) {
        for line in json ? [reply.json] : reply.lines {
            StandardOutput.writeLine(line)
        }
    }
}
