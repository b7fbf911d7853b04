import ArgumentParser
import Checkout

/// `opencheckout merchant …`.
struct MerchantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merchant",
        abstract: "Makes, lists, shows and updates merchants, whether a server runs or not.",
        subcommands: [Create.self, List.self, Show.self, Update.self]
    )

    /// `merchant create`.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a merchant; prints its keys and webhook secrets, the only time they are shown."
        )

        @OptionGroup var options: OperatorOptions

        @Option(help: "The name customers see, 1 to 200 characters.")
        var name: String

        @Option(help: ArgumentHelp("Where events are sent, in both modes.", valueName: "url"))
        var webhookURL: String?

        func run() async throws {
            try await exiting { try await options.perform(.createMerchant(name: name, webhookURL: webhookURL)) }
        }
    }

    /// `merchant list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists all merchants.")

        @OptionGroup var options: OperatorOptions

        func run() async throws {
            try await exiting { try await options.perform(.listMerchants) }
        }
    }

    /// `merchant show`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows a merchant and its settings.")

        @OptionGroup var options: OperatorOptions

        @Argument(help: "The merchant's identifier, mer_….")
        var id: String

        func run() async throws {
            try await exiting { try await options.perform(.showMerchant(id: id)) }
        }
    }

    /// `merchant update`.
    struct Update: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Changes a merchant's name, or a mode's webhook URL.")

        @OptionGroup var options: OperatorOptions

        @Argument(help: "The merchant's identifier, mer_….")
        var id: String

        @Option(help: "Another name.")
        var name: String?

        @Option(help: ArgumentHelp("The mode that a setting is for.", valueName: "test|live"))
        var mode: String?

        @Option(help: ArgumentHelp("Where events of the mode are sent; an empty one turns them off.", valueName: "url"))
        var webhookURL: String?

        func validate() throws {
            guard name != nil || webhookURL != nil else {
                throw ValidationError("nothing to change: give --name, or --mode with --webhook-url")
            }
            guard (mode == nil) == (webhookURL == nil) else {
                throw ValidationError("--webhook-url is a setting of a mode: give both")
            }
            if let mode, KeyMode(parsing: mode) == nil {
                throw ValidationError("--mode: '\(mode)' is neither test nor live")
            }
        }

        func run() async throws {
            let webhook = webhookURL.map { OperatorRequest.WebhookSetting(mode: mode ?? "", url: $0) }
            try await exiting { try await options.perform(.updateMerchant(id: id, name: name, webhook: webhook)) }
        }
    }
}
