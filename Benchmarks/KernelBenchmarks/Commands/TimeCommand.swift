import ArgumentParser

/// `kernel-benchmarks time`: how long each step takes on this machine.
struct TimeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "time",
        abstract: "Measures nanoseconds an operation, for people: other things that run move them."
    )

    @Argument(help: "The kernels; all if none is named.")
    var kernels: [KernelName] = []

    @Option(help: "Measurements of each kernel.")
    var samples = 11

    func validate() throws {
        guard samples > 0 else { throw ValidationError("there is at least one sample") }
    }

    func run() throws {
        print(Figure.row("kernel", ["median ns", "least", "greatest"]))
        for kernel in kernels.isEmpty ? Kernel.all : kernels.map(\.kernel) {
            let timing = try Timing(of: kernel, samples: samples)
            let figures = [timing.median, timing.least, timing.greatest]
            print(Figure.row(kernel.name, figures.map { Figure.text($0, places: 1) }) + "  " + kernel.summary)
        }
    }
}
