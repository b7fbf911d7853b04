/// What a check tells, line by line, and whether all is well.
struct CheckReport {
    private let platform: Platform
    private let known: Platform?
    private var worse: [String] = []
    private var better: [String] = []
    private var unknown: [String] = []

    init(platform: Platform, known: Platform?) {
        self.platform = platform
        self.known = known
    }

    /// Said before the first kernel.
    let heading = Figure.row("kernel", ["allocations", "threshold", "instructions", "threshold", "change"])

    /// True if nothing costs more than it may and everything has a threshold.
    var isPassed: Bool { worse.isEmpty && unknown.isEmpty }

    /// A kernel's line; notes what came of it.
    mutating func line(for kernel: String, _ comparison: Comparison) -> String {
        switch comparison.verdict {
        case .unknown: unknown.append(kernel)
        case .worse: worse.append(kernel)
        case .better: better.append(kernel)
        case .same: break
        }
        let measured = comparison.measured
        let threshold = comparison.threshold
        return Figure.row(
            kernel,
            [
                Figure.text(measured.allocations, places: 2),
                threshold.map { Figure.text($0.allocations, places: 2) } ?? "-",
                Figure.text(measured.instructions, places: 0),
                threshold.map { Figure.text($0.instructions, places: 0) } ?? "-",
                threshold.map { Self.change(measured.instructions, from: $0.instructions) } ?? "-",
            ]
        )
    }

    /// Said at the end.
    var conclusion: [String] {
        var lines: [String] = []
        if let known, known != platform {
            lines.append(
                "The thresholds come from \(known) and this is \(platform): only allocations were held against them."
            )
        }
        if !unknown.isEmpty {
            lines.append("Without a threshold: \(unknown.joined(separator: ", ")). Give them one with --write.")
        }
        if !worse.isEmpty {
            lines.append(
                "Cost more than they may: \(worse.joined(separator: ", ")). Mend them, or raise the thresholds with "
                    + "--write and say why in the commit."
            )
        }
        if !better.isEmpty {
            lines.append("Cost less than they did: \(better.joined(separator: ", ")). Hold that with --write.")
        }
        return lines.isEmpty ? ["All kernels cost what they may."] : lines
    }

    private static func change(_ measured: Double, from threshold: Double) -> String {
        let percent = (measured / max(threshold, 1) - 1) * 100
        return (percent < 0 ? "" : "+") + Figure.text(percent, places: 1) + " %"
    }
}
