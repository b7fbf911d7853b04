import Checkout
import PaymentFlows
import TestTools
import Testing

@testable import PayPageGallery

@Suite struct LogoTests {
    /// Runs a body before a session whose merchant has this logo and this name.
    private func withLogo<Result: Sendable>(
        _ logo: MerchantLogo?,
        name: String = "Skye Wool & Yarn",
        baseURL: String = "http://127.0.0.1",
        _ body: @escaping @Sendable (Browser, String) throws -> Result
    ) async throws -> Result {
        var view = Sample.view(1, Sample.goods, .open(lastFailure: nil))
        view.merchantName = name
        view.logo = logo
        let gallery = try Gallery([view], baseURL: baseURL)
        defer { gallery.stop() }
        let path = "/pay/\(view.session.text)"
        return try await onThread { try body(Browser(gallery), path) }
    }

    @Test func `the merchant's logo stands in place of the first letter, and says the name`() async throws {
        let (page, path) = try await withLogo(PictureFile.logo) { (try $0.get($1).text, $1) }
        #expect(
            page.contains(
                "<img class=\"logo\" src=\"\(path)/logo\" alt=\"Skye Wool &amp; Yarn\" width=\"120\" height=\"48\">"
                    + "<span aria-hidden=\"true\">Skye Wool &amp; Yarn</span>"
            )
        )
        #expect(!page.contains("class=\"initial\""))
        let bare = try await withLogo(nil) { try $0.get($1).text }
        #expect(bare.contains("class=\"initial\"") && !bare.contains("<img"))
    }

    @Test func `a name that is markup stays a text in it`() async throws {
        let page = try await withLogo(PictureFile.logo, name: "\" onerror=\"alert(1)\"><b>") { try $0.get($1).text }
        let tags = Tags(of: page)
        #expect(!tags.names.contains("b") && !tags.attributes.contains("onerror"))
    }

    @Test func `behind a proxy that serves it under a path, the logo is there, too`() async throws {
        let page = try await withLogo(PictureFile.logo, baseURL: "https://shop.example/checkout") {
            try $0.get($1).text
        }
        #expect(page.contains("src=\"/checkout/pay/"))
    }

    @Test func `the policy of the page lets the picture be shown, and of others none`() async throws {
        let policy = try await withLogo(PictureFile.logo) { try $0.get($1).field("content-security-policy") }
        #expect(policy?.contains("img-src 'self' data:;") == true && policy?.contains("default-src 'none'") == true)
    }

    @Test func `the picture is ours to serve, as a picture and nothing else, until it changes`() async throws {
        let (picture, known, head, other) = try await withLogo(PictureFile.logo) { browser, path in
            let picture = try browser.get("\(path)/logo")
            let head = try browser.get("\(path)/logo", method: "HEAD")
            browser.headers = [("If-None-Match", picture.field("etag") ?? "")]
            let known = try browser.get("\(path)/logo")
            browser.headers = [("If-None-Match", "\"other\"")]
            return (picture, known, head, try browser.get("\(path)/logo"))
        }
        #expect(picture.status == 200 && picture.body == PictureFile.wool)
        #expect(picture.field("content-type") == "image/png")
        #expect(picture.field("x-content-type-options") == "nosniff")
        #expect(picture.field("cache-control") == "private, no-cache")
        #expect(picture.field("content-security-policy") == "default-src 'none'; sandbox")
        #expect(picture.field("cross-origin-resource-policy") == "same-origin")
        #expect(picture.field("etag")?.hasPrefix("\"") == true)
        #expect(known.status == 304 && known.body.isEmpty && known.field("etag") == picture.field("etag"))
        #expect(head.status == 200 && head.body.isEmpty)
        #expect(other.status == 200)
    }

    @Test func `there is no logo where there is none, or no session, and nobody sends one there`() async throws {
        let statuses = try await withLogo(nil) { browser, path in
            [
                try browser.get("\(path)/logo").status, try browser.get("/pay/\(Sample.session(9).text)/logo").status,
                try browser.post("\(path)/logo", "").status,
            ]
        }
        #expect(statuses == [404, 404, 405])
    }
}
