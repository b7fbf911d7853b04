import Checkout
import CheckoutEngine
import TestTools
import Testing

@testable import Dashboard
@testable import DashboardGallery

@Suite struct LogoTests {
    private static let settings = "/dashboard/settings"
    private static let path = "/dashboard/settings/logo"

    /// Looks at the settings and sends the form for the logo on them.
    @discardableResult
    private static func upload(
        _ file: [UInt8],
        _ browser: Browser,
        name: String = "logo.png",
        type: String = "image/png"
    ) throws -> SocketResponse {
        let token = try #require(Browser.token(in: try browser.get(settings).text, of: path))
        return try browser.upload(file, to: path, token: token, name: name, type: type)
    }

    private static func logo(_ shop: Shop) -> MerchantLogo? { shop.engine.directory.current.logo(of: shop.id) }

    @Test func `a logo is set, seen, and taken away`() async throws {
        try await withShop { gallery, shop in
            let (set, page, picture) = try await browse(gallery, with: shop.testKey) { browser in
                (
                    try Self.upload(PictureFile.wool, browser), try browser.get(Self.settings).text,
                    try browser.get(Self.path)
                )
            }
            #expect(set.status == 303 && set.field("location") == "/dashboard/settings?done=saved")
            #expect(Self.logo(shop)?.bytes == PictureFile.wool)
            // 120 by 48 pixels, at a height of 32.
            #expect(page.contains("width=\"80\" height=\"32\" href=\"/dashboard/settings/logo\" data-part=\"logo\""))
            #expect(page.contains("<text x=\"102\"") && page.contains("visibility=\"hidden\""))
            #expect(picture.status == 200 && picture.body == PictureFile.wool)
            let (removed, empty, gone) = try await browse(gallery, with: shop.testKey) { browser in
                (
                    try browser.submit(Self.settings, to: "/dashboard/settings/logo-removal"),
                    try browser.get(Self.settings).text, try browser.get(Self.path)
                )
            }
            #expect(removed.field("location") == "/dashboard/settings?done=no-logo")
            #expect(Self.logo(shop) == nil)
            #expect(
                !empty.contains("logo-removal") && !empty.contains("visibility") && empty.contains("<text x=\"54\"")
            )
            #expect(gone.status == 404)
        }
    }

    @Test func `a picture is shown as one and as nothing else, and asked for again only when it has changed`()
        async throws
    {
        try await withShop { gallery, shop in
            let markup = PictureFile.jpeg(20, 10) + Array("<script>alert(1)</script>".utf8)
            let (picture, answers) = try await browse(gallery, with: shop.testKey) { browser in
                try Self.upload(markup, browser)
                let picture = try browser.get(Self.path)
                let tag = try #require(picture.field("etag"))
                let tags = [tag, "W/\(tag)", "\"a\", \(tag)", "*", "\"a\"", ""]
                let answers = try tags.map { tag in
                    browser.headers = [("If-None-Match", tag)]
                    return try browser.get(Self.path)
                }
                browser.headers = []
                try Self.upload(PictureFile.wool, browser)
                browser.headers = [("If-None-Match", tag)]
                return (picture, answers + [try browser.get(Self.path)])
            }
            #expect(picture.field("content-type") == "image/jpeg" && picture.body == markup)
            #expect(picture.field("x-content-type-options") == "nosniff")
            #expect(picture.field("content-security-policy") == "default-src 'none'; sandbox")
            #expect(picture.field("cross-origin-resource-policy") == "same-origin")
            #expect(picture.field("cache-control") == "private, no-cache")
            #expect(answers.map(\.status) == [304, 304, 304, 304, 200, 200, 200])
            #expect(answers.prefix(4).allSatisfy { $0.body.isEmpty && $0.field("etag") == picture.field("etag") })
            #expect(answers.last?.body == PictureFile.wool)
        }
    }

    @Test(arguments: [
        (
            "logo.svg", "image/svg+xml", Array("<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>".utf8),
            "neither"
        ),
        ("logo.png", "image/png", Array("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".utf8), "neither"),
        ("logo.png", "image/png", Array("<!doctype html><script>alert(1)</script>".utf8), "neither"),
        ("a.gif", "image/gif", Array("GIF89a\u{1}\u{0}\u{1}\u{0}".utf8), "neither"),
        ("a.bmp", "image/bmp", Array("BM".utf8) + [UInt8](repeating: 0, count: 60), "neither"),
        ("a.ico", "image/x-icon", [0, 0, 1, 0, 1, 0, 16, 16], "neither"),
        ("a.pdf", "application/pdf", Array("%PDF-1.7".utf8), "neither"),
        ("", "application/octet-stream", [], "neither"),
        ("a.png", "image/png", Array(PictureFile.wool.prefix(30)), "breaks off"),
        ("a.jpg", "image/jpeg", [0xFF, 0xD8, 0xFF, 0xD9], "breaks off"),
        ("a.webp", "image/webp", Array("RIFF\u{1}\u{0}\u{0}\u{0}WEBPVP8 ".utf8), "breaks off"),
        ("a.png", "image/png", PictureFile.png(0, 0), "at most 1,024 pixels"),
        ("a.png", "image/png", PictureFile.png(100_000, 100_000), "at most 1,024 pixels"),
        ("a.jpg", "image/jpeg", PictureFile.jpeg(1025, 1), "at most 1,024 pixels"),
        ("a.png", "image/png", PictureFile.png(9, 9, [("acTL", [0, 0, 0, 2, 0, 0, 0, 0])]), "moves"),
        ("a.webp", "image/webp", PictureFile.webP(extended: 9, 9, flags: 2), "moves"),
        ("a.png", "image/png", PictureFile.wool + [UInt8](repeating: 0, count: 64_347), "at most 65,536 bytes"),
    ])
    func `a file that is no logo is refused, and the one before it stays`(
        name: String,
        type: String,
        file: [UInt8],
        text: String
    ) async throws {
        try await withShop { gallery, shop in
            let answer = try await browse(gallery, with: shop.testKey) { browser in
                try Self.upload(PictureFile.wool, browser)
                return try Self.upload(file, browser, name: name, type: type)
            }
            #expect(answer.status == 422)
            #expect(answer.text.contains("id=\"logo-problem\"") && answer.text.contains(text))
            #expect(Self.logo(shop)?.bytes == PictureFile.wool)
        }
    }

    @Test func `a file that is far too large is told so before it is read, and other forms take no more than before`()
        async throws
    {
        try await withShop { gallery, shop in
            let large = PictureFile.wool + [UInt8](repeating: 0, count: 900_000)
            let answers = try await browse(gallery, with: shop.testKey) { browser in
                let token = try #require(Browser.token(in: try browser.get(Self.settings).text, of: Self.path))
                let told = try browser.upload(large, to: Self.path, token: token)
                let other = try browser.upload(
                    PictureFile.png(1, 1) + [UInt8](repeating: 0, count: 17_000),
                    to: "/dashboard/keys",
                    token: token
                )
                browser.cookie = nil
                return [told, other, try browser.upload(large, to: Self.path, token: token)]
            }
            #expect(answers.map(\.status) == [413, 413, 413])
            #expect(answers[0].text.contains("id=\"logo-problem\"") && answers[0].text.contains("at most 65,536 bytes"))
            #expect(!answers[2].text.contains("logo-problem"))
            #expect(Self.logo(shop) == nil)
        }
    }

    @Test func `no file is taken without a token of the sign-in, or from elsewhere`() async throws {
        try await withShop { gallery, shop in
            let other = try await gallery.open("Hedgehog Rescue")
            let foreign = try await browse(gallery, with: other.testKey) { browser in
                try #require(Browser.token(in: try browser.get(Self.settings).text, of: Self.path))
            }
            let statuses = try await browse(gallery, with: shop.testKey) { browser in
                let token = try #require(Browser.token(in: try browser.get(Self.settings).text, of: Self.path))
                var statuses = try ["", foreign]
                    .map { try browser.upload(PictureFile.wool, to: Self.path, token: $0).status }
                for origin in [nil, "null", "https://evil.example"] {
                    browser.origin = origin
                    statuses.append(try browser.upload(PictureFile.wool, to: Self.path, token: token).status)
                }
                let stranger = Browser(gallery)
                return statuses + [try stranger.upload(PictureFile.wool, to: Self.path, token: token).status]
            }
            #expect(statuses == [403, 403, 403, 403, 403, 403])
            #expect(Self.logo(shop) == nil && Self.logo(other) == nil)
        }
    }

    @Test func `a form without a file is none, and so is one that is not whole`() async throws {
        try await withShop { gallery, shop in
            let statuses = try await browse(gallery, with: shop.testKey) { browser in
                let token = try #require(Browser.token(in: try browser.get(Self.settings).text, of: Self.path))
                browser.headers = []
                return [
                    try browser.post(Self.path, "token=\(token)").status,
                    try browser.post(Self.path, "token=\(token)&logo=logo.png").status,
                ]
            }
            #expect(statuses == [400, 400])
            #expect(Self.logo(shop) == nil)
        }
    }

    @Test func `each merchant sees and changes its own, and who is not signed in none`() async throws {
        try await withShop { gallery, shop in
            let other = try await gallery.open("Hedgehog Rescue")
            try await gallery.engine.directory.submit(.setLogo(other.id, PictureFile.logo))
            let (own, live, strange) = try await browse(gallery, with: shop.testKey) { browser in
                let before = try browser.get(Self.path).status
                try Self.upload(PictureFile.jpeg(9, 9), browser)
                let turned = Browser(gallery)
                try turned.signIn(shop.liveKey)
                return (before, try turned.get(Self.path).body, try Browser(gallery).get(Self.path).status)
            }
            #expect(own == 404 && live == PictureFile.jpeg(9, 9) && strange == 403)
            let removal = try await browse(gallery, with: shop.testKey) { browser in
                try browser.submit(Self.settings, to: "/dashboard/settings/logo-removal").status
            }
            #expect(removal == 303)
            #expect(Self.logo(shop) == nil && Self.logo(other)?.bytes == PictureFile.wool)
        }
    }
}
