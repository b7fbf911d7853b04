import Foundation
import Glibc
import LoadGeneration

/// A line on the terminal that tells of the last second; nothing where there is no terminal.
struct ProgressLine {
    private let isShown = isatty(STDERR_FILENO) == 1

    /// Puts a second in the place of the one before.
    mutating func show(_ moment: Moment) {
        guard isShown else { return }
        var parts = [
            "\(moment.second + 1) s",
            "\(Figure.count(moment.throughput))/s",
            "p50 \(Figure.latency(microseconds: moment.p50))",
            "p99 \(Figure.latency(microseconds: moment.p99))",
            "\(moment.errors) errors",
        ]
        if let bytes = moment.residentBytes { parts.append(Figure.bytes(bytes)) }
        write("\r\u{1B}[K" + parts.joined(separator: "   "))
    }

    /// Leaves the line empty.
    func clear() {
        if isShown { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
