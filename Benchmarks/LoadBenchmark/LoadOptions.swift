import ArgumentParser
import LoadGeneration

/// What can be asked of `load-benchmark`.
struct LoadOptions: ParsableArguments {
    @Option(help: "What is asked for.")
    var scenario = Scenario.shop

    @Option(help: "The service's address; without it one is started.")
    var url: String?

    @Option(help: "A test key of the service at --url.")
    var key: String?

    @Option(help: "The process of the service at --url, if it runs on this machine: its processor time and memory.")
    var serverPid: Int32?

    @Option(help: "The program to start; by default the one that was built beside this.")
    var program: String?

    @Option(help: "Where the service that is started keeps its data; by default a new folder in .build.")
    var dataDir: String?

    @Option(help: "Connections that the requests share.")
    var connections = 64

    @Option(help: "Requests a second at fixed times; without it a connection asks again when it has its reply.")
    var rate: Double?

    @Option(help: "How long, in seconds. (default: 30, for soak 600)")
    var duration: Double?

    @Option(help: "Threads of the generator; one does for 100,000 requests a second.")
    var threads = 1

    @Option(help: "Writes a page with the curves there.")
    var output: String?

    @Option(help: "Writes the figures there.")
    var json: String?

    @Option(help: "A file of --json of an earlier run, to stand beside this one.")
    var compare: String?

    /// Refuses what does not go together.
    func check() throws {
        guard (url == nil) == (key == nil) else { throw ValidationError("--url and --key go together.") }
        guard url == nil || (program == nil && dataDir == nil) else {
            throw ValidationError("--program and --data-dir are for a service that is started here, not for --url.")
        }
        guard url != nil || serverPid == nil else { throw ValidationError("--server-pid goes with --url.") }
        guard (1...100_000).contains(connections) else { throw ValidationError("--connections is 1 to 100000.") }
        guard (1...64).contains(threads), threads <= connections else {
            throw ValidationError("--threads is 1 to 64, and no more than --connections.")
        }
        guard rate.map({ $0 > 0 && $0 <= 10_000_000 }) ?? true else {
            throw ValidationError("--rate is a number above 0, and 10000000 at most.")
        }
        guard duration.map({ $0 > 0 && $0 <= 604_800 }) ?? true else {
            throw ValidationError("--duration is a number of seconds above 0, and a week at most.")
        }
    }

    /// The load that was asked for.
    var load: Load {
        let seconds = duration ?? (scenario == .soak ? 600 : 30)
        return Load(scenario, pace: rate.map { .open(rate: $0) } ?? .closed, ending: .after(.seconds(seconds)))
    }
}

extension Scenario: ExpressibleByArgument {}
