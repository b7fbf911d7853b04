/// What a run cost the service.
package struct ServiceUsage: Codable, Equatable, Sendable {
    /// Processor time during the run, in seconds.
    package var cpuSeconds: Double

    /// The same for a hundred thousand requests.
    package var cpuSecondsPer100000: Double

    /// Memory before the run.
    package var residentBytesBefore: Int

    /// Memory after it.
    package var residentBytesAfter: Int

    /// The most that was seen in between.
    package var residentBytesPeak: Int
}
