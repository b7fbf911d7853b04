import Checkout
import TestTools

extension Story {
    /// Lives through the month before the day: some sessions a day, most of them paid.
    static func liveMonth(of shop: Shop, in gallery: Gallery) async throws {
        for day in 0..<29 {
            for number in 0..<(3 + (day * 7) % 5) {
                let session = try await shop.create(Sample.sweater(reference: "order-\(day)-\(number)"))
                switch (day + number) % 5 {
                case 0: try await shop.change(session, .expire)
                case 1 where day.isMultiple(of: 3): try await shop.change(session, .cancel)
                case _: try await shop.pay(session, to: .closed)
                }
            }
            gallery.clock.advance(seconds: 86_400)
        }
    }
}
