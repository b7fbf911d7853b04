import ArgumentParser
import Foundation
import OutboundHTTP

/// `opencheckout listen`.
struct ListenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "listen",
        abstract: "Prints a merchant's test events as they happen, and forwards them to this machine.",
        discussion: """
            For development: the merchant needs no webhook URL, and what is forwarded is signed as a webhook is. What \
            the other side answers is printed and has no consequence. Needs a server that runs; ends with it, or with \
            Ctrl-C.
            """
    )

    @OptionGroup var options: OperatorOptions

    @Option(help: "Whose events, mer_….")
    var merchant: String

    @Option(help: ArgumentHelp("Where to send them, such as http://localhost:3000/hook.", valueName: "url"))
    var forwardTo: String?

    func run() async throws {
        try await exiting {
            guard case .inUse(let holder) = try options.hold() else {
                throw Failure("no server runs on \(options.dataDir); start one with 'opencheckout serve'")
            }
            let client = forwardTo.map { _ in OutboundClient() }
            let isAnswered: Bool
            do {
                isAnswered = try await ControlClient(directory: options.dataDir)
                    .listen(ListenRequest(merchant: merchant)) { event in
                        try await show(event, client)
                    }
            } catch {
                await client?.shutdown()
                throw error
            }
            await client?.shutdown()
            guard isAnswered else {
                throw Failure("\(options.dataDir) is in use by \(holder), which does not answer on its control socket")
            }
        }
    }

    private func show(_ event: HeardEvent, _ client: OutboundClient?) async throws {
        let outcome = try await forward(event, client)
        if options.json {
            StandardOutput.writeLine(event.body)
        } else {
            StandardOutput.writeLine(
                [event.type, event.id, event.session, outcome].compactMap { $0 }.joined(separator: "  ")
            )
        }
    }

    /// Sends the event on; what came of it, or nil if it goes nowhere.
    private func forward(_ event: HeardEvent, _ client: OutboundClient?) async throws -> String? {
        guard let client, let forwardTo else { return nil }
        let request = OutboundRequest(
            method: "POST",
            url: forwardTo,
            headers: event.fields.map { ($0.name, $0.value) },
            body: Array(event.body.utf8)
        )
        do throws(OutboundProblem) {
            return "\(try await client.send(request, policy: .allowingLocal).status)"
        } catch {
            return error.text
        }
    }
}
