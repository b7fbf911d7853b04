import ArgumentParser
import Glibc

/// `kernel-benchmarks check`: the gate.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Counts instructions and allocations and compares them with the thresholds.",
        discussion: """
            Exits 1 if a kernel costs more than it may. Wants valgrind, and a program without debugging information, \
            which valgrind may not be able to read: Benchmarks/check-kernels sees to both.
            """
    )

    @Argument(help: "The kernels; all if none is named.")
    var kernels: [KernelName] = []

    @Flag(help: "Write the counts as the new thresholds.")
    var write = false

    @Option(help: ArgumentHelp("The folder of thresholds.", valueName: "folder"))
    var thresholds = "Benchmarks/Thresholds"

    func run() throws {
        let folder = ThresholdFolder(path: thresholds)
        let platform = try Platform.current()
        let known = try folder.platform()
        if write, !kernels.isEmpty, known != platform {
            throw Failure("the other thresholds come from \(known?.description ?? "nowhere"): write all or none")
        }
        var report = CheckReport(platform: platform, known: known)
        say(report.heading)
        let chosen = kernels.isEmpty ? Kernel.all : kernels.map(\.kernel)
        try CallgrindRunner()
            .counts(of: chosen) { kernel, counts in
                let comparison = Comparison(
                    measured: counts,
                    threshold: try folder.counts(of: kernel),
                    isSamePlatform: platform == known
                )
                say(report.line(for: kernel.name, comparison))
                if write { try folder.write(counts, of: kernel) }
            }
        if write {
            try folder.write(platform)
            return
        }
        for line in report.conclusion { say(line) }
        if !report.isPassed { throw ExitCode.failure }
    }

    /// Prints a line at once, since the next one takes seconds.
    private func say(_ line: String) {
        print(line)
        fflush(nil)
    }
}
