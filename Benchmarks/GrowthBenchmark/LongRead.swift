/// Many reads in one go, at the largest size: what a leak or a slow decay would show in.
struct LongRead: Codable, Equatable {
    /// Sessions to read from.
    var sessions: Int

    /// Connections that the reads shared.
    var connections: Int

    /// What they cost.
    var cost: OperationCost

    /// What the service held before, in bytes.
    var residentBytesBefore: Int

    /// What it held after, in bytes.
    var residentBytesAfter: Int
}
