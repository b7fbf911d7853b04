import ArgumentParser
import CheckoutEngine
import Cryptography
import Foundation
import Logging
import OutboundHTTP
import PaymentFlows
import Reactors
import WriteAheadLog

/// The options that every command on a data directory has.
struct OperatorOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Where everything is kept.", valueName: "directory"))
    var dataDir = ProcessInfo.processInfo.environment["OPENCHECKOUT_DATA_DIR"] ?? "./snapshots"

    @Option(
        name: .customLong("encryption-key-file"),
        help: ArgumentHelp("A file with the encryption key, when no server runs.", valueName: "file")
    )
    private var typedKeyFile: String?

    @Flag(help: "Prints one JSON document.")
    var json = false
}

extension OperatorOptions {
    /// The file with the encryption key, from the option or the environment.
    var encryptionKeyFile: String? {
        typedKeyFile ?? ProcessInfo.processInfo.environment["OPENCHECKOUT_ENCRYPTION_KEY_FILE"]
    }

    /// Has a request done: by the server that holds the directory, or here if none runs; prints what came of it.
    ///
    /// Whether a wallet may be on this machine is for whoever does it to say.
    func perform(_ request: OperatorRequest, allowsLocalWallets: Bool = false) async throws {
        let reply = try await answer(to: request, allowsLocalWallets: allowsLocalWallets)
        if let failure = reply.failure {
            throw Failure(failure)
        }
        if json {
            StandardOutput.writeLine(reply.json)
        } else {
            for line in reply.lines {
                StandardOutput.writeLine(line)
            }
        }
    }

    /// Takes hold of the data directory, which has to be there.
    func hold() throws -> DataDirectory.Holding {
        guard FileManager.default.fileExists(atPath: dataDir) else {
            throw Failure("there is no data directory \(dataDir); 'opencheckout serve' makes one")
        }
        return try DataDirectory.hold(dataDir)
    }

    private func answer(to request: OperatorRequest, allowsLocalWallets: Bool) async throws -> OperatorReply {
        switch try hold() {
        case .held(let directory):
            return try await OfflineEngine.with(directory, encryptionKeyFile: encryptionKeyFile) { engine in
                guard request.asksWallet else { return await Operator(engine: engine).perform(request) }
                let client = OutboundClient()
                let wallets = WalletSetup(engine: engine, transport: client, allowsLocal: allowsLocalWallets)
                let reply = await Operator(engine: engine, wallets: wallets).perform(request)
                await client.shutdown()
                return reply
            }
        case .inUse(let holder):
            guard let reply = try ControlClient(directory: dataDir).send(request) else {
                throw Failure("\(dataDir) is in use by \(holder), which does not answer on its control socket")
            }
            return reply
        }
    }
}
