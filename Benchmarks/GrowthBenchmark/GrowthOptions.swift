import ArgumentParser
import Foundation

/// What can be asked of `growth-benchmark`.
struct GrowthOptions: ParsableArguments {
    @Option(help: "Numbers of sessions to measure at, in rising order, with commas between them.")
    var sizes = "1000,100000,1000000"

    @Option(help: "Reads in one go at the largest size; 0 for none.")
    var reads = 10_000_000

    @Option(help: "Connections that costs are measured with.")
    var connections = 8

    @Option(help: "Requests a second while the 99th percentile is measured, with snapshots and without.")
    var rate = 5000.0

    @Option(help: "The program to measure; by default the one that was built beside this.")
    var program: String?

    @Option(help: "A folder for the data, which must be new; by default one in .build, removed at the end.")
    var dataDir: String?

    @Option(help: "Writes a page with the curves there.")
    var output: String?

    @Option(help: "Writes the figures there.")
    var json: String?

    /// The sizes as numbers; empty if they are none, or not in order.
    var sizeList: [Int] {
        let parts = sizes.split(separator: ",", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Int($0) }
        let rises = zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
        return numbers.count == parts.count && rises && numbers.allSatisfy { $0 > 0 } ? numbers : []
    }

    /// Refuses what makes no sense.
    func check() throws {
        guard !sizeList.isEmpty else {
            throw ValidationError("--sizes are numbers above 0 in rising order, such as 1000,100000.")
        }
        if let dataDir, FileManager.default.fileExists(atPath: dataDir) {
            throw ValidationError("--data-dir \(dataDir) is there already; the measurement begins with nothing.")
        }
        guard reads >= 0 else { throw ValidationError("--reads is a number, or 0 for none.") }
        guard (1...1000).contains(connections) else { throw ValidationError("--connections is 1 to 1000.") }
        guard rate >= 100, rate <= 1_000_000 else { throw ValidationError("--rate is 100 to 1000000.") }
    }
}
