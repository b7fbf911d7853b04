import ArgumentParser
import CLinux
import Checkout
import CheckoutEngine
import Cryptography
import Foundation
import Glibc
import HTTPServing
import Logging
import ServiceLifecycle
import UnixSignals
import WriteAheadLog

/// `opencheckout serve`.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Runs the service.",
        discussion: """
            Every option can also come from the environment (OPENCHECKOUT_DATA_DIR for --data-dir) or from a JSON file \
            (--config), in this order of weight: option, environment, file, default. SIGTERM and SIGINT stop the \
            service in good order.
            """
    )

    /// How much more memory is asked of the kernel at a time.
    private static let heapGrowthBytes: Int32 = 4 << 20

    @OptionGroup var options: ServeOptions

    func run() async throws {
        try await exiting {
            let settings = try ServeSettings(
                typed: options.typed,
                configFile: options.config,
                environment: ProcessInfo.processInfo.environment
            )
            let logger = ProgramLogger.make(level: settings.logLevel)
            Self.prepareProcess()
            let directory = try Self.hold(settings.dataDirectory)
            let service = try Self.service(settings, directory, logger)
            var group = ServiceGroupConfiguration(
                services: [.init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: ProgramLogger.make(level: .error)
            )
            group.maximumGracefulShutdownDuration = nil
            do {
                try await ServiceGroup(configuration: group).run()
            } catch let error as RecoveryError {
                throw Failure(error, dataDirectory: settings.dataDirectory)
            } catch let error as HTTPListenError {
                throw Failure(error)
            }
        }
    }

    /// A client that goes away must not end the process, and each connection wants a descriptor.
    private static func prepareProcess() {
        precondition(Checkout.Limits.areConsistent, "the limits fit each other")
        // A thread's own heap grows a page at a time, with a system call each; sessions stay, so the heap always grows.
        clinux_use_one_heap(heapGrowthBytes)
        signal(SIGPIPE, SIG_IGN)
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            limit.rlim_cur = limit.rlim_max
            _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
    }

    private static func hold(_ path: String) throws -> DataDirectory {
        switch try DataDirectory.hold(path) {
        case .held(let directory): return directory
        case .inUse(let holder): throw Failure("the data directory \(path) is in use by \(holder)")
        }
    }

    private static func service(
        _ settings: ServeSettings,
        _ directory: DataDirectory,
        _ logger: Logger
    ) throws -> CheckoutService {
        if !directory.tightened.isEmpty {
            logger.warning(
                "others could read files of the data directory until now",
                metadata: ["files": "\(directory.tightened)"]
            )
        }
        if let file = settings.encryptionKeyFile, FileRights.isOpenToOthers(file) {
            logger.warning("others can read the file with the encryption key", metadata: ["file": "\(file)"])
        }
        let random = RandomSource.system()
        let key = try EncryptionKey(
            for: directory,
            environment: ProcessInfo.processInfo.environment,
            file: settings.encryptionKeyFile,
            random: random
        )
        if key.isInDataDirectory {
            logger.notice("the encryption key lies in the data directory, which is meant for trying out")
        }
        let world = CheckoutService.World(
            disk: directory.disk,
            random: random,
            encryptionKey: key.bytes,
            controlSocket: directory.path + "/" + ControlAPI.socketName
        )
        return CheckoutService(
            settings: settings,
            world: world,
            logger: logger,
            onLogFailure: ProcessEnd.onLogFailure(logger)
        ) { ready in
            let url = "http://\(ready.address)"
            if settings.isDemo {
                let base = settings.baseURL ?? url
                for line in try await DemoStore.lines(ready.engine, baseURL: base, wallets: ready.wallets) {
                    StandardOutput.writeLine(line)
                }
            }
            StandardOutput.writeLine("opencheckout \(OpenCheckout.version) is ready at \(url)")
        }
    }
}
