/// All that is kept of a run, for people and machines.
package struct LoadReport: Codable, Equatable, Sendable {
    /// Tells the form of the file; another is refused.
    package static let currentFormat = "opencheckout-load-1"

    /// The form of this file.
    package var format = currentFormat

    /// When the run began, as RFC 3339 has it.
    package var startedAt: String

    /// Where it ran.
    package var machine: Machine

    /// What was asked.
    package var scenario: Scenario

    /// The address of the service.
    package var url: String

    /// The rate of an open loop in requests a second; nil for a closed one.
    package var rate: Double?

    /// Connections that requests shared.
    package var connections: Int

    /// Threads of the generator.
    package var threads: Int

    /// From the start to the last reply, in seconds.
    package var seconds: Double

    /// All requests.
    package var requests: Int

    /// Those that did not get the right reply, and failures to connect.
    package var errors: Int

    /// Requests a second.
    package var throughput: Double

    /// Latencies of the right replies, from the intended start in an open loop.
    package var latency: LatencySummary

    /// The same as a curve.
    package var curve: [CurvePoint]

    /// By operation, those that were asked for.
    package var operations: [OperationReport]

    /// The errors by kind.
    package var problems: [Problem]

    /// A few of them in words.
    package var examples: [String]

    /// Second by second; a last one that is not whole is left out.
    package var timeline: [Moment]

    /// What it cost the service, where its process is known.
    package var service: ServiceUsage?

    /// The part of one processor that the generator used; near its number of threads it was the bottleneck itself.
    package var generatorProcessors: Double
}
