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

        @Option(help: ArgumentHelp("The wallet that is paid, in both modes; its key comes later.", valueName: "url"))
        var walletAddress: String?

        func run() async throws {
            let request = OperatorRequest.createMerchant(
                name: name,
                webhookURL: webhookURL,
                walletAddress: walletAddress
            )
            try await exiting { try await options.perform(request) }
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
}
