import ArgumentParser
import Checkout

/// `opencheckout events …`.
struct EventsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Lists and shows what merchants were told by webhook, and sends it again.",
        subcommands: [List.self, Show.self, Resend.self]
    )

    /// `events list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists a merchant's events, newest first.")

        @OptionGroup var options: OperatorOptions

        @Option(help: "Whose events, mer_….")
        var merchant: String

        @Option(help: ArgumentHelp("Of test or live sessions.", valueName: "test|live"))
        var mode = "live"

        @Option(help: ArgumentHelp("Only events in this state.", valueName: "pending|delivered|failed|canceled"))
        var state: String?

        @Option(help: "At most so many, 1 to 1000.")
        var limit = 100

        func validate() throws {
            if KeyMode(parsing: mode) == nil {
                throw ValidationError("--mode: '\(mode)' is neither test nor live")
            }
            if let state, DeliveryStatus(parsing: state) == nil {
                throw ValidationError("--state: '\(state)' is not pending, delivered, failed or canceled")
            }
            guard (1...1000).contains(limit) else {
                throw ValidationError("--limit: a number from 1 to 1000")
            }
        }

        func run() async throws {
            try await exiting {
                try await options.perform(.listEvents(merchant: merchant, mode: mode, state: state, limit: limit))
            }
        }
    }

    /// `events show`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows an event with its attempts.")

        @OptionGroup var options: OperatorOptions

        @Argument(help: "The event's identifier, evt_….")
        var id: String

        func run() async throws {
            try await exiting { try await options.perform(.showEvent(id: id)) }
        }
    }

    /// `events resend`.
    struct Resend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Sends an event again, now and from the schedule's beginning; without a server, at its next start."
        )

        @OptionGroup var options: OperatorOptions

        @Argument(help: "The event's identifier, evt_….")
        var id: String

        func run() async throws {
            try await exiting { try await options.perform(.resendEvent(id: id)) }
        }
    }
}
