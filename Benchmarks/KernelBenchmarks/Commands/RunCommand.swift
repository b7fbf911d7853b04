import ArgumentParser
import Glibc

/// `kernel-benchmarks run`: what the counting tool watches.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Repeats one kernel and prints nothing, for tools that watch from outside."
    )

    @Argument(help: "The kernel.")
    var kernel: KernelName

    @Option(help: "How often.")
    var operations: Int

    func run() throws {
        let repeated = try kernel.kernel.prepare()
        repeated(operations)
        // Before anything is taken down again: that would count, and more so the more there is.
        Glibc.exit(0)
    }
}
