import ArgumentParser

/// The program: `serve` runs the service, everything else is for operators.
@main
struct OpenCheckout: AsyncParsableCommand {
    /// What `--version` and `/api/health` tell.
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "opencheckout",
        abstract: "A self-hosted Checkout Sessions service.",
        discussion: "Exits 0 on success, 64 on bad usage, 1 on failure, 2 when the data directory is damaged.",
        version: version,
        subcommands: [
            ServeCommand.self, MerchantCommand.self, KeyCommand.self, SnapshotCommand.self, RestoreCommand.self,
            LogCommand.self, ExportCommand.self, EventsCommand.self, ListenCommand.self,
            SandboxCommand.self,
        ],
        defaultSubcommand: nil
    )
}
