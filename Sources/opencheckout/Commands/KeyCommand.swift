import ArgumentParser
import Checkout

/// `opencheckout key …`.
struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Makes, lists and revokes API keys, whether a server runs or not.",
        subcommands: [Create.self, List.self, Revoke.self]
    )

    /// `key create`.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Makes a key; prints it, the only time it is shown.")

        @OptionGroup var options: OperatorOptions

        @Option(help: "Whose key, mer_….")
        var merchant: String

        @Option(help: ArgumentHelp("Which sessions it sees.", valueName: "test|live"))
        var mode: String

        @Option(help: "A name for lists, at most 100 characters.")
        var name: String?

        func validate() throws {
            guard KeyMode(parsing: mode) != nil else {
                throw ValidationError("--mode: '\(mode)' is neither test nor live")
            }
        }

        func run() async throws {
            try await exiting {
                try await options.perform(.createKey(merchant: merchant, mode: mode, name: name))
            }
        }
    }

    /// `key list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists a merchant's keys.")

        @OptionGroup var options: OperatorOptions

        @Option(help: "Whose keys, mer_….")
        var merchant: String

        func run() async throws {
            try await exiting { try await options.perform(.listKeys(merchant: merchant)) }
        }
    }

    /// `key revoke`.
    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Revokes a key from the next request on.")

        @OptionGroup var options: OperatorOptions

        @Argument(help: "The key's identifier, key_….")
        var id: String

        func run() async throws {
            try await exiting { try await options.perform(.revokeKey(id: id)) }
        }
    }
}
