import ArgumentParser
import Glibc
import HTTPServing
import Logging
import SandboxWallet
import ServiceLifecycle
import UnixSignals

/// `opencheckout sandbox`.
struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Runs a wallet provider for tests and demos, without real money.",
        discussion: """
            Its wallets stand on its first page. All state is in memory. Everybody who reaches it can move its money \
            and its clock: keep it on this machine. SIGTERM and SIGINT stop it in good order.
            """
    )

    @Option(help: ArgumentHelp("The address to listen on.", valueName: "address"))
    var host = "127.0.0.1"

    @Option(help: ArgumentHelp("The port to listen on; 0 lets the system choose.", valueName: "port"))
    var port: UInt16 = 8090

    @Option(
        help: ArgumentHelp(
            "Where it is reached, and what requests are signed for. (default: http://HOST:PORT)",
            valueName: "url"
        )
    )
    var baseURL: String?

    @Flag(help: "Takes signatures also in the forms of the PHP and Rust libraries.")
    var lenient = false

    func validate() throws {
        guard let baseURL else { return }
        guard ServeSettings.isBaseURL(baseURL) else {
            throw ValidationError("--base-url: '\(baseURL)' is not \(ServeSettings.baseURLForm)")
        }
    }

    func run() async throws {
        try await exiting {
            signal(SIGPIPE, SIG_IGN)
            var settings = SandboxSettings()
            settings.isLenient = lenient
            let service = SandboxService(host: host, port: port, baseURL: baseURL, settings: settings) { provider in
                StandardOutput.writeLine(
                    "opencheckout \(OpenCheckout.version) sandbox is ready at \(provider.baseURL)"
                )
            }
            let group = ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: [.init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)],
                    gracefulShutdownSignals: [.sigterm, .sigint],
                    logger: ProgramLogger.make(level: .error)
                )
            )
            do {
                try await group.run()
            } catch let error as HTTPListenError {
                throw Failure(error)
            }
        }
    }
}
