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
        temporaryFolder = options.dataDir == nil ? try ServiceProgram.makeFolder() : nil
        let directory = options.dataDir ?? (temporaryFolder ?? "") + "/data"
        let process = try ServiceProcess(
            program: options.program ?? ServiceProgram.besideThis(),
            dataDirectory: directory
        )
        (url, key, pid, self.process) = (process.url, process.key, process.pid, process)
    }

    /// Ends what was started here, and removes its data unless a folder for it was named.
    func end() {
        do {
            try process?.stop()
        } catch {
            FileHandle.standardError.write(Data("load-benchmark: \(error)\n".utf8))
        }
        guard let temporaryFolder else { return }
        try? FileManager.default.removeItem(atPath: temporaryFolder)
    }
}
