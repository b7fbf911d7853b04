import ArgumentParser

/// Measures the synchronous steps of a request, one by one: time, instructions, allocations.
@main
struct KernelProgram: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kernel-benchmarks",
        abstract: "Measures the synchronous steps of a request.",
        subcommands: [CheckCommand.self, TimeCommand.self, RunCommand.self]
    )
}
