import Pages

/// How many events were sent again, as a page is told in its own address.
///
/// Anybody may write this: it chooses a number in a sentence.
struct Resent: Hashable, Sendable {
    let count: Int

    init(count: Int) {
        self.count = count
    }

    /// Reads the query; nil without a number.
    init?(_ query: FormFields?) {
        guard let count = query?["resent"].flatMap({ Int($0) }), count >= 0 else { return nil }
        self.count = count
    }

    /// The query that says this.
    var query: String { "resent=\(count)" }

    /// What the page says.
    var sentence: String {
        switch count {
        case 0: "No event has failed since then."
        case 1: "One event is sent again."
        case _: "\(Amounts.count(count)) events are sent again."
        }
    }
}
