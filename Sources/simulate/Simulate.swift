import ArgumentParser
import Glibc
import Simulation

/// The program: runs the engine through the histories of seeds, and says which broke a promise.
@main
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Runs the engine on simulated disks, clocks and networks, and checks what it promises.",
        discussion: "Prints one line a seed. Exits 0 if every promise was kept, 1 if not, 64 on bad usage."
    )

    /// Where the Swift runtime is told to seed its hashes alike in every process.
    private static let determinism = "SWIFT_DETERMINISTIC_HASHING"

    @Option(help: "The seeds to run.")
    var seeds = SeedRange(seeds: 1...50)

    @Option(help: "The only seed to run.")
    var seed: UInt64?

    @Option(help: "The operations of the seed's history to keep, as 3,17,40; all others are left out.")
    var keep: OperationList?

    @Flag(help: "Run payments through simulated wallets, instead of the engine's own history.")
    var payments = false

    @Flag(help: "Print what happens.")
    var trace = false

    func validate() throws {
        if keep != nil, seed == nil { throw ValidationError("--keep is about the history of one --seed") }
        if keep != nil, payments { throw ValidationError("--keep is not about --payments") }
    }

    func run() throws {
        Self.makeDeterministic()
        let clock = ContinuousClock()
        var failed: [UInt64] = []
        var longest = (seed: UInt64(0), time: Duration.zero)
        let range = seed.map { $0...$0 } ?? seeds.seeds
        let time = clock.measure {
            for seed in range {
                var isKept = true
                let time = clock.measure { isKept = payments ? pay(seed) : run(seed) }
                if !isKept { failed.append(seed) } else if time > longest.time { longest = (seed, time) }
            }
        }
        if range.count > 1 { Self.say("\(range.count) seeds, \(failed.count) failed, \(time); longest \(longest)") }
        if !failed.isEmpty { throw ExitCode.failure }
    }

    /// Runs a seed and prints what came of it; false if a promise was broken.
    private func run(_ seed: UInt64) -> Bool {
        let whole = History(seed: seed)
        let history = keep.map { whole.keeping($0.numbers) } ?? whole
        let report = SeededSimulation(history).run(keepsTrace: trace)
        for line in report.trace { print(line) }
        let figures = report.figures
        guard let violation = report.violation else {
            print(
                "seed \(seed): ok, \(history.numbers.count) operations, \(figures.starts) starts, "
                    + "\(figures.answers) answers, \(figures.cuts) cuts, \(figures.turns) turns, "
                    + "\(figures.diskOperations) disk operations, digest \(report.digest)"
            )
            return true
        }
        print("seed \(seed): FAILED, \(violation)")
        print("  \(Self.command) --seed \(seed) --trace")
        if keep == nil, !trace { printShortest(history) }
        return false
    }

    /// Runs a seed's payments and prints what came of them; false if a promise was broken.
    private func pay(_ seed: UInt64) -> Bool {
        let report = PaymentSimulation(seed: seed).run(keepsTrace: trace)
        for line in report.trace { print(line) }
        let figures = report.figures
        guard let violation = report.violation else {
            print(
                "seed \(seed): ok, \(figures.sessions) sessions, \(figures.completed) completed, "
                    + "\(figures.partlyPaid) partly paid, \(figures.paidLate) paid late, \(figures.starts) starts, "
                    + "\(figures.calls) calls, \(figures.faults) went wrong, digest \(report.digest)"
            )
            return true
        }
        print("seed \(seed): FAILED, \(violation)")
        print("  \(Self.command) --payments --seed \(seed) --trace")
        return false
    }

    private func printShortest(_ history: History) {
        let shortest = Shrinker.shrink(history)
        let numbers = shortest.numbers.map(String.init).joined(separator: ",")
        print("  shortest: \(Self.command) --seed \(history.seed) --keep \(numbers) --trace")
        for line in shortest.lines { print("    \(line)") }
    }

    private static let command = "swift run -c release simulate"

    /// Starts the program again if hashes are seeded by chance, since the order of dictionaries would be too.
    private static func makeDeterministic() {
        guard getenv(determinism) == nil else { return }
        setenv(determinism, "1", 1)
        execv("/proc/self/exe", CommandLine.unsafeArgv)
        say("simulate cannot start itself again; traces may differ between runs")
    }

    private static func say(_ line: String) {
        fflush(nil)
        var line = line + "\n"
        line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
