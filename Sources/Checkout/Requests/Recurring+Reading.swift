import Bytes

extension Recurring {
    /// How often what a session sells is charged, read from its rendering; `nil` where that is once.
    package init?(ofSession rendering: [UInt8]) {
        guard let document = try? JSONDocument(parsing: rendering),
            let items = document.member("line_items", of: document.root),
            let item = document.elements(of: items).first(where: { _ in true }),
            let price = document.member("price_data", of: item),
            let recurring = document.member("recurring", of: price),
            let interval = document.member("interval", of: recurring).map({ document.string($0) })
                .flatMap(Interval.init(parsing:)),
            let count = document.member("interval_count", of: recurring).flatMap({ document.integer($0) })
        else { return nil }
        try? self.init(interval: interval, count: count)
    }
}
