import Checkout
import Foundation
import TestTools
import Testing

@testable import Dashboard
@testable import DashboardGallery

@Suite struct OverviewTests {
    private static func row(_ name: String, in page: String) -> [String] {
        let row = page.components(separatedBy: "<tr>").first { $0.contains(">\(name)</th>") } ?? ""
        return row.matches(of: /<td class="number">([^<]*)</).map { String($0.output.1) }
    }

    @Test func `today, a week and a month stand side by side`() async throws {
        try await withShop { gallery, shop in
            for days: Int64 in [20, 3, 3] {
                for _ in 0..<2 { try await shop.create() }
                try await shop.pay(try await shop.create(), to: .closed)
                try await shop.change(try await shop.create(), .cancel)
                gallery.clock.advance(seconds: days * 86_400)
            }
            try await shop.create()
            let page = try await browse(gallery, with: shop.testKey) { try $0.get("/dashboard/overview").text }
            #expect(Self.row("Sessions created", in: page) == ["1", "9", "13"])
            #expect(Self.row("Completed", in: page) == ["0", "2", "3"])
            #expect(Self.row("Canceled", in: page) == ["0", "2", "3"])
            #expect(Self.row("Volume in EUR", in: page) == ["0.00 EUR", "228.00 EUR", "342.00 EUR"])
            #expect(Self.row("Conversion", in: page) == ["–", "50.0 %", "50.0 %"])
            #expect(page.matches(of: /<svg/).count == 3)
            #expect(page.matches(of: /<tr><th scope="row">20\d\d-/).count == 30)
        }
    }

    @Test func `a shop without anything has pictures of nothing`() async throws {
        try await withShop { gallery, shop in
            let page = try await browse(gallery, with: shop.testKey) { try $0.get("/dashboard/overview").text }
            #expect(Self.row("Sessions created", in: page) == ["0", "0", "0"])
            #expect(page.contains("Sessions of the last 30 days: none."))
            #expect(!page.contains("height=\"-") && !page.contains("nan"))
        }
    }
}
