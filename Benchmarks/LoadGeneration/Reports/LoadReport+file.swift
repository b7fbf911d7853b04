package import Foundation

extension LoadReport {
    /// Reads a report that `json` has written.
    package init(contentsOfFile path: String) throws {
        let report = try JSONDecoder().decode(LoadReport.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
        guard report.format == Self.currentFormat else {
            throw LoadError.program(path, reason: "is a report of the form '\(report.format)'")
        }
        self = report
    }

    /// The report for machines.
    package var json: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(self)
        }
    }
}
