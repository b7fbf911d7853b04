import Checkout
import CheckoutEngine
import TestTools
import Testing

@testable import Dashboard
@testable import DashboardGallery

@Suite struct PaymentsTests {
    private static func sessions(in page: String) -> [String] {
        page.matches(of: /href="\/dashboard\/sessions\/(cs_\w+)"/).map { String($0.output.1) }
    }

    @Test func `sessions stand there newest first, in pages that go on where the last one ended`() async throws {
        try await withShop { gallery, shop in
            var made: [String] = []
            for _ in 0..<60 { made.append(try await shop.create().text) }
            let pages = try await browse(gallery, with: shop.testKey) { browser in
                var pages: [String] = []
                var path: String? = "/dashboard"
                while let next = path {
                    pages.append(try browser.get(next).text)
                    path = pages.last?.firstMatch(of: /href="([^"]+)" rel="next"/)
                        .map { String($0.output.1).replacing("&amp;", with: "&") }
                }
                return pages
            }
            #expect(pages.map { Self.sessions(in: $0).count } == [25, 25, 10])
            #expect(pages.flatMap(Self.sessions) == made.reversed())
            #expect(pages.map { $0.contains(">Newest</a>") } == [false, true, true])
        }
    }

    @Test func `a shop without sessions is told what will stand there`() async throws {
        try await withShop { gallery, shop in
            let page = try await browse(gallery, with: shop.testKey) { try $0.get("/dashboard").text }
            #expect(page.contains("There are no sessions yet"))
            #expect(!page.contains("<table"))
        }
    }

    @Test(arguments: [
        ("status=canceled", ["canceled"]), ("status=completed", ["completed", "subscribed"]),
        ("kind=donation", ["gift"]),
        ("status=open&kind=donation", ["gift"]), ("status=canceled&kind=donation", []),
        ("search=order-1003", ["completed"]), ("search=+order-1003+", ["completed"]), ("search=order-100", []),
        ("search=app", ["completed"]), ("search=https%3A%2F%2Fbank.example%2Falice&status=processing", ["processing"]),
        ("search=%24bank.example%2Falice&status=completed", ["completed", "subscribed"]),
        ("from=2026-06-15&to=2026-06-15&search=order-1003", ["completed"]), ("to=2026-06-14", []),
        ("from=2026-06-16", []), ("status=&kind=&from=&to=&search=order-1003", ["completed"]),
    ])
    func `the list shows what is asked for`(query: String, names: [String]) async throws {
        try await withShop { gallery, shop in
            let story = try await Story(of: shop, in: gallery)
            let page = try await browse(gallery, with: shop.testKey) { try $0.get("/dashboard?" + query) }
            #expect(page.status == 200)
            #expect(Set(Self.sessions(in: page.text)) == Set(names.map { story[$0].text }))
            #expect(page.text.contains("No session fits.") == names.isEmpty)
        }
    }

    @Test func `a session is found by its identifier`() async throws {
        try await withShop { gallery, shop in
            let story = try await Story(of: shop, in: gallery)
            let id = story["canceled"].text
            let page = try await browse(gallery, with: shop.testKey) { try $0.get("/dashboard?search=\(id)").text }
            #expect(Self.sessions(in: page) == [id])
        }
    }

    @Test(arguments: [
        ("status=paid", "There is no such status"), ("kind=gift", "There is no such kind"),
        ("from=yesterday", "A day is written like"), ("to=2026-02-30", "A day is written like"),
        ("from=2026-06-16&to=2026-06-15", "comes after"), ("before=0", "no such page"), ("before=x", "no such page"),
        ("search=" + String(repeating: "a", count: 2049), "at most 2048"),
    ])
    func `what cannot be asked for is told, and stands there to be put right`(query: String, text: String) async throws
    {
        try await withShop { gallery, shop in
            let page = try await browse(gallery, with: shop.testKey) { try $0.get("/dashboard?" + query) }
            #expect(page.status == 400)
            #expect(page.text.contains(text))
            if query.hasPrefix("from=y") { #expect(page.text.contains("value=\"yesterday\"")) }
        }
    }

    @Test func `what was asked for goes along to the next page`() async throws {
        try await withShop { gallery, shop in
            for _ in 0..<30 { try await shop.create(Sample.sweater(reference: "a&b=\"c+d")) }
            try await shop.create(Sample.sweater(reference: "other"))
            let (first, second) = try await browse(gallery, with: shop.testKey) { browser in
                let first = try browser.get("/dashboard?search=a%26b%3D%22c%2Bd&status=open").text
                let next = try #require(first.firstMatch(of: /href="([^"]+)" rel="next"/)).output.1
                return (first, try browser.get(String(next).replacing("&amp;", with: "&")).text)
            }
            #expect(first.contains("value=\"a&amp;b=&quot;c+d\""))
            #expect(Self.sessions(in: first).count == 25 && Self.sessions(in: second).count == 5)
            #expect(second.contains("<option value=\"open\" selected>"))
        }
    }
}
