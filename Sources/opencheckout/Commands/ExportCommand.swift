import ArgumentParser
import Checkout
import CheckoutEngine

/// `opencheckout export`.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Prints all sessions, oldest first, whether a server runs or not.",
        discussion: """
            As JSON objects, one a line, or as CSV with a header line. With --json, one document around the objects. A \
            server that runs goes on serving.
            """
    )

    @OptionGroup var options: OperatorOptions

    @Option(help: "How: jsonl or csv.")
    var format = ExportFormat.jsonl

    @Option(help: "Only this merchant's, mer_….")
    var merchant: String?

    func validate() throws {
        guard !options.json || format == .jsonl else {
            throw ValidationError("--json is a document of JSON objects, and --format csv is none: give one of them")
        }
    }

    func run() async throws {
        try await exiting {
            let request = ExportRequest(format: format, isDocument: options.json, merchant: merchant)
            switch try options.hold() {
            case .held(let directory):
                try await OfflineEngine.with(directory, encryptionKeyFile: options.encryptionKeyFile) { engine in
                    try await export(request, of: engine)
                }
            case .inUse(let holder):
                try export(request, from: holder)
            }
        }
    }

    private func export(_ request: ExportRequest, of engine: Engine) async throws {
        let progress = ProgressLine()
        defer { progress.clear() }
        let merchant = try request.merchant.map { text in
            do {
                return try engine.directory.current.merchant(named: text).id
            } catch {
                throw Failure(OperatorProblem.sentence(for: error))
            }
        }
        let sessions = await engine.allSessions(of: merchant)
        var encoder = ExportEncoder(request)
        for (index, session) in sessions.enumerated() {
            guard let piece = encoder.add(session) else { continue }
            try StandardOutput.write(piece)
            progress.tell("exporting sessions", index, of: sessions.count)
        }
        try StandardOutput.write(encoder.finish())
    }

    private func export(_ request: ExportRequest, from holder: String) throws {
        let progress = ProgressLine()
        defer { progress.clear() }
        var bytes = 0
        let isAnswered = try ControlClient(directory: options.dataDir)
            .export(request) { piece in
                try StandardOutput.write(piece)
                bytes += piece.count
                progress.tell("exporting kilobytes", bytes / 1000)
            }
        guard isAnswered else {
            throw Failure("\(options.dataDir) is in use by \(holder), which does not answer on its control socket")
        }
    }
}
