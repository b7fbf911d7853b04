import Foundation
import LoadGeneration

/// All that was measured, for people and machines.
struct GrowthReport: Codable, Equatable {
    /// Tells the form of the file.
    var format = "opencheckout-growth-1"

    /// When the measurement began, as RFC 3339 has it.
    var startedAt: String

    /// Where it ran.
    var machine: Machine

    /// Connections that costs were measured with.
    var connections: Int

    /// Requests a second while snapshots were written.
    var rate: Double

    /// What the service held with nothing in it, in bytes.
    var emptyResidentBytes: Int

    /// By size, the smallest first.
    var points: [GrowthPoint]

    /// The many reads, if they were asked for.
    var longRead: LongRead?

    /// The report for machines.
    var json: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(self)
        }
    }
}
