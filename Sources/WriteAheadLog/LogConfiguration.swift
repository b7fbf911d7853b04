/// How a log is laid out and how safe it is.
///
/// The defaults are the program's. Tests use small segments and prepare them themselves.
package struct LogConfiguration: Sendable {
    /// Who makes the next segment ready.
    package enum Preparation: Sendable, Equatable {
        /// A thread of the log, which tries again after so many milliseconds when the disk is full.
        case thread(retryMilliseconds: Int)
        /// Whoever calls `prepareAhead()`; nothing happens behind the caller's back.
        case caller
    }

    /// Size of the first segment of a run in bytes, header included; each next one is twice the size.
    package var firstSegmentBytes: Int64 = 8 << 20

    /// Where the doubling ends.
    package var largestSegmentBytes: Int64 = 64 << 20

    /// Room that only `.reserve` admissions may use, in bytes: for timers and shutdown.
    package var reserveBytes = 1 << 20

    /// The largest payload of a record in bytes.
    package var maximumRecordBytes = 2 << 20

    /// When a record counts as durable.
    package var durability = LogDurability.always

    /// Sixteen bytes that tell under which encryption key the payloads were written; opaque here.
    package var fingerprint = [UInt8](repeating: 0, count: SegmentHeader.fingerprintBytes)

    /// Who makes the next segment ready.
    package var preparation = Preparation.thread(retryMilliseconds: 1000)

    /// The program's configuration.
    package init() {}

    /// The largest frame of a record, in bytes.
    var maximumFrameBytes: Int { RecordFrame.bytes(payload: maximumRecordBytes) }

    /// How much a segment of a size adds to the account of room.
    ///
    /// A record never spans segments, so up to one largest frame can stay unused at the end.
    func contribution(ofSegment bytes: Int64) -> Int {
        Int(bytes) - SegmentHeader.bytes - maximumFrameBytes
    }

    /// Stops the program where the numbers cannot work together.
    func check() {
        precondition(fingerprint.count == SegmentHeader.fingerprintBytes, "a fingerprint has 16 bytes")
        precondition(maximumRecordBytes > 0, "a record has room for a byte")
        precondition(maximumRecordBytes <= LogLimits.recordBytes, "a record is at most what a reader takes")
        precondition(reserveBytes >= 0, "a reserve is not negative")
        precondition(largestSegmentBytes >= firstSegmentBytes, "segments grow")
        precondition(
            contribution(ofSegment: firstSegmentBytes) >= reserveBytes + maximumFrameBytes,
            "the smallest segment has room for the reserve and two of the largest records"
        )
    }
}
