import Foundation
import LoadGeneration

/// The service under load: one that runs already, or one that is started for this run and ended with it.
struct LoadedService {
    let url: String
    let key: String
    let pid: Int32?

    private let process: ServiceProcess?
    private let temporaryFolder: String?

    init(_ options: LoadOptions) throws {
        if let url = options.url, let key = options.key {
            (self.url, self.key, pid, process, temporaryFolder) = (url, key, options.serverPid, nil, nil)
            return
        }
        let program = try options.program ?? ServiceProgram.besideThis()
        let folder = options.dataDir == nil ? try ServiceProgram.makeFolder() : nil
        let process = try ServiceProcess(
            program: program,
            dataDirectory: options.dataDir ?? (folder ?? "") + "/data",
            options: options.scenario == .soak ? Self.soakOptions : [],
            environment: ProcessInfo.processInfo.environment,
            interruption: Interruption(removing: folder)
        )
        (url, key, pid) = (process.url, process.key, process.pid)
        (self.process, temporaryFolder) = (process, folder)
    }

    /// What lets the sessions of a soak leave soon, and the log behind them.
    private static let soakOptions = ["--keep-sessions", "10s", "--retention", "5m"]

    /// Ends what was started here, and removes its data unless a folder for it was named.
    func end() {
        do {
            try process?.stop()
        } catch {
            FileHandle.standardError.write(Data("load-benchmark: \(error)\n".utf8))
        }
        if let temporaryFolder { try? FileManager.default.removeItem(atPath: temporaryFolder) }
    }
}
