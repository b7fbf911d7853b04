import Bytes

/// A moment in whole seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// The only measure of time in the rules: it comes in with a command, nothing here reads a clock.
package struct Timestamp: Hashable, Comparable, Sendable {
    /// Whole seconds since the epoch; negative before 1970.
    package let secondsSinceEpoch: Int64

    /// The moment so many seconds after the epoch.
    @inlinable
    package init(secondsSinceEpoch: Int64) {
        self.secondsSinceEpoch = secondsSinceEpoch
    }

    /// Reads an RFC 3339 time that ends in `Z`; a fraction of a second is dropped.
    package init?(parsing text: String) {
        guard let seconds = RFC3339.parse(text) else { return nil }
        secondsSinceEpoch = seconds
    }

    /// Reads the same from bytes, without a `String`.
    package init?(parsing text: UnsafeBufferPointer<UInt8>) {
        guard let seconds = RFC3339.parse(text) else { return nil }
        secondsSinceEpoch = seconds
    }

    /// The moment as RFC 3339 in UTC, whole seconds: `2026-06-15T00:00:00Z`.
    package var text: String { RFC3339.string(secondsSinceEpoch: secondsSinceEpoch) }

    /// Appends what ``text`` gives, without a `String`; always 20 bytes.
    package func append(to bytes: inout [UInt8]) {
        RFC3339.append(secondsSinceEpoch: secondsSinceEpoch, to: &bytes)
    }

    /// Writes what ``text`` gives; always 20 bytes.
    func append(to room: inout ByteRoom) {
        RFC3339.append(secondsSinceEpoch: secondsSinceEpoch, to: &room)
    }

    /// Whether the left moment is the earlier one.
    @inlinable
    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.secondsSinceEpoch < right.secondsSinceEpoch
    }

    /// The moment so many seconds later; leaving the range of `Int64` traps.
    @inlinable
    package static func + (moment: Timestamp, seconds: Int64) -> Timestamp {
        Timestamp(secondsSinceEpoch: moment.secondsSinceEpoch + seconds)
    }

    /// The moment so many seconds earlier; leaving the range of `Int64` traps.
    @inlinable
    package static func - (moment: Timestamp, seconds: Int64) -> Timestamp {
        Timestamp(secondsSinceEpoch: moment.secondsSinceEpoch - seconds)
    }

    /// The seconds from the right moment to the left one.
    @inlinable
    package static func - (later: Timestamp, earlier: Timestamp) -> Int64 {
        later.secondsSinceEpoch - earlier.secondsSinceEpoch
    }
}
