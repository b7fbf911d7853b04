/// What the log sets bounds to.
enum LogLimits {
    /// The most a configuration may allow as one record's payload; a reader holds one record in memory.
    static let recordBytes = 16 << 20

    /// How much of a segment is zeroed between two looks at whether to stop, and under one sync.
    static let preparationStepBytes: Int64 = 4 << 20

    /// How much a reader asks the disk for at once.
    static let readBytes = 2 << 20

    /// A buffer of pending records that grew beyond this is given back after its batch.
    static let keptBufferBytes = 8 << 20
}
