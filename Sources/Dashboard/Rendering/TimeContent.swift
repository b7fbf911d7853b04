import Checkout
import Pages

/// A time, for machines and for people.
struct TimeContent: Sendable {
    let machineTime: HTMLText
    let shownTime: HTMLText

    /// A time to the second: `2026-06-15 12:00:00 UTC`.
    init(_ time: Timestamp) {
        let text = time.text
        machineTime = HTMLText(text)
        shownTime = HTMLText("\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) UTC")
    }
}
