/// A line between header and footer, and where it stands.
///
/// It shares its bytes with the lines beside it, so that a million of them are not copied before they are looked at.
package struct PlacedLine: Sendable {
    private let text: [UInt8]
    private let range: Range<Int>
    private let number: Int
    private let place: SnapshotPlace

    init(_ text: [UInt8], _ range: Range<Int>, number: Int, place: SnapshotPlace) {
        self.text = text
        self.range = range
        self.number = number
        self.place = place
    }

    /// The length of the line without its line end.
    package var count: Int { range.count }

    /// The line without its line end, copied.
    package var bytes: [UInt8] { range.count == text.count ? text : Array(text[range]) }

    /// What a reader would report if the caller had refused the line at once, for this reason.
    package func refusal(_ cause: any Error) -> SnapshotError {
        place.error(.lineRefused, line: number, "\(cause)", cause: cause)
    }
}
