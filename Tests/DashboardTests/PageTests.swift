import Checkout
import CheckoutEngine
import TestTools
import Testing

@testable import Dashboard
@testable import DashboardGallery

@Suite struct PageTests {
    @Test func `a page keeps itself to itself`() async throws {
        try await withShop { gallery, shop in
            let pages = try await browse(gallery, with: shop.testKey) { browser in
                try ["/dashboard", "/dashboard/keys", "/dashboard/mode", "/dashboard/none"].map { try browser.get($0) }
                    + [try Browser(gallery).get("/dashboard")]
            }
            for page in pages {
                let policy = try #require(page.field("content-security-policy"))
                #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
                #expect(policy.contains("form-action 'self';") && !policy.contains("unsafe"))
                #expect(page.field("referrer-policy") == "same-origin")
                #expect(page.field("x-frame-options") == "DENY")
                #expect(page.field("cache-control") == "no-store")
                #expect(page.field("x-content-type-options") == "nosniff")
                #expect(page.field("content-type") == "text/html; charset=utf-8")
                #expect(page.text.matches(of: /(?:src|href|action)="(?!\/dashboard|data:|#main)/).isEmpty)
                #expect(!page.text.contains("style=") && page.text.matches(of: /\s+on\w+=/).isEmpty)
                #expect(page.text.matches(of: /<style|<script(?! src)/).isEmpty)
            }
        }
    }

    @Test func `style and script may be kept for good, and change their path with their bytes`() async throws {
        try await withShop { gallery, _ in
            let files = try await browse(gallery) { browser in
                let page = try browser.get("/dashboard").text
                return try page.matches(of: /(?:src|href)="(\/dashboard\/dashboard\.[\w-]+\.(?:css|js))"/)
                    .map { try browser.get(String($0.output.1)) }
            }
            #expect(files.map(\.status) == [200, 200])
            #expect(files.allSatisfy { $0.field("cache-control") == "public, max-age=31536000, immutable" })
        }
    }

    @Test(arguments: [
        "/dashboard/x", "/dashboard/sessions", "/dashboard/sessions/", "/dashboard/sessions/cs_short",
        "/dashboard/keys/x/revoke", "/dashboard/keys/", "/dashboard/dashboard.old.css", "/dashboard/a/b/c/d",
        "/dashboard/sessions/cs_0000000000000000000000000a/fly",
    ])
    func `where nothing is, a page says so`(path: String) async throws {
        try await withShop { gallery, shop in
            let page = try await browse(gallery, with: shop.testKey) { try $0.get(path) }
            #expect(page.status == 404)
            #expect(page.text.contains("There is nothing here"))
        }
    }

    @Test func `who is not signed in finds the form at the root, and is led there from elsewhere`() async throws {
        try await withShop { gallery, _ in
            let pages = try await browse(gallery) { browser in
                try ["/dashboard", "/dashboard/", "/dashboard/keys"].map { try browser.get($0) }
            }
            #expect(pages.map(\.status) == [200, 303, 303])
            #expect(pages[2].field("location") == "/dashboard")
        }
    }

    @Test(arguments: [
        ("PUT", "/dashboard", "GET, HEAD"), ("GET", "/dashboard/sign-in", "POST"),
        ("DELETE", "/dashboard/keys", "GET, HEAD, POST"),
        ("POST", "/dashboard", "GET, HEAD"),
    ])
    func `other methods are told which there are`(method: String, path: String, allow: String) async throws {
        try await withShop { gallery, shop in
            let page = try await browse(gallery, with: shop.testKey) { try $0.get(path, method: method) }
            #expect(page.status == 405)
            #expect(page.field("allow") == allow)
        }
    }

    @Test func `a HEAD gets what a GET would, without the page`() async throws {
        try await withShop { gallery, shop in
            let page = try await browse(gallery, with: shop.testKey) { try $0.get("/dashboard", method: "HEAD") }
            #expect(page.status == 200)
            #expect(page.body.isEmpty)
        }
    }

    @Test func `what was done is told once one is led back, and nobody can make it say more`() async throws {
        try await withShop { gallery, shop in
            let pages = try await browse(gallery, with: shop.testKey) { browser in
                try ["canceled", "nonsense", "%3Cb%3E"].map { try browser.get("/dashboard/keys?done=\($0)").text }
            }
            #expect(pages.map { $0.contains("class=\"news\"") } == [true, false, false])
        }
    }

    @Test func `behind a proxy that serves it under a path, the dashboard finds itself there`() async throws {
        try await withShop(baseURL: "https://shop.example/checkout") { gallery, shop in
            let pages = try await browse(gallery) { browser in
                browser.origin = "https://shop.example"
                let door = try browser.get("/dashboard").text
                let token = try #require(Browser.token(in: door, of: "/checkout/dashboard/sign-in"))
                try browser.post("/dashboard/sign-in", "token=\(token)&key=\(shop.testKey)")
                return [door] + (try ["/dashboard", "/dashboard/keys"].map { try browser.get($0).text })
            }
            for page in pages {
                #expect(page.matches(of: /(?:src|href|action)="\/(?!checkout\/dashboard)/).isEmpty)
            }
            #expect(pages[1].contains("<h1>Payments</h1>"))
        }
    }
}
