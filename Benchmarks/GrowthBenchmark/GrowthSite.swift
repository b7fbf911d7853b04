import Foundation
import LoadGeneration

/// One data directory and the service that works in it, one process after the other.
final class GrowthSite {
    /// How snapshots are had.
    let order: SnapshotOrder

    private let interruption: Interruption
    private var process: ServiceProcess?

    /// Takes a directory that is not there yet.
    init(program: String, dataDirectory: String, environment: [String: String], interruption: Interruption) {
        order = SnapshotOrder(
            program: program,
            dataDirectory: dataDirectory,
            environment: ServiceProcess.environment(from: environment)
        )
        self.interruption = interruption
    }

    /// Starts the service; it takes no snapshot before it is told to.
    func start() throws -> ServiceProcess {
        precondition(process == nil, "one process works in a directory")
        let process = try ServiceProcess(
            program: order.program,
            dataDirectory: order.dataDirectory,
            options: ["--snapshot-interval", "24h"],
            environment: order.environment,
            interruption: interruption
        )
        self.process = process
        return process
    }

    /// Has the service write its last snapshot and end.
    func stop() throws {
        try process?.stop()
        process = nil
    }

    /// Ends the service as a crash would.
    func kill() {
        process?.kill()
        process = nil
    }

    /// Runs a body while the directory holds no snapshot, so that a start has the log alone.
    func withoutSnapshots<Result>(_ body: () throws -> Result) throws -> Result {
        let aside = order.dataDirectory + ".aside"
        try FileManager.default.createDirectory(atPath: aside, withIntermediateDirectories: true)
        try move(from: order.dataDirectory, to: aside)
        let result = try body()
        try move(from: aside, to: order.dataDirectory)
        try FileManager.default.removeItem(atPath: aside)
        return result
    }

    private func move(from source: String, to target: String) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: source) where name.hasPrefix("snapshot-") {
            let place = target + "/" + name
            if FileManager.default.fileExists(atPath: place) { try FileManager.default.removeItem(atPath: place) }
            try FileManager.default.moveItem(atPath: source + "/" + name, toPath: place)
        }
    }
}
