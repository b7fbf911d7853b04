import Checkout
import CheckoutEngine
import Foundation
import Pages
import TestTools
import Testing

@testable import Dashboard
@testable import DashboardGallery

@Suite struct HostileTextTests {
    private static let tags: Set = [
        "!doctype", "html", "head", "meta", "title", "link", "script", "body", "a", "header", "div", "p", "span",
        "form",
        "input", "button", "nav", "ul", "li", "main", "section", "h1", "h2", "h3", "dl", "dt", "dd", "ol", "time",
        "table", "caption", "thead", "tbody", "tr", "th", "td", "code", "pre", "label", "select", "option", "textarea",
        "details", "summary", "figure", "figcaption", "svg", "g", "image", "rect", "path", "circle", "text",
    ]

    private static let attributes: Set = [
        "html", "lang", "charset", "name", "content", "rel", "href", "src", "defer", "class", "id", "tabindex", "role",
        "method", "action", "type", "value", "for", "aria-label", "aria-labelledby", "aria-describedby", "aria-current",
        "aria-invalid", "datetime", "scope", "data-copy", "hidden", "required", "maxlength", "autocomplete",
        "autocapitalize", "spellcheck", "autofocus", "selected", "inputmode", "rows", "data-live", "data-news",
        "data-session", "data-part", "viewbox", "preserveaspectratio", "x", "y", "width", "height", "rx", "cx", "cy",
        "r", "d", "fill", "text-anchor", "font-weight", "enctype", "accept", "visibility", "data-own",
    ]

    @Test func `a session whose every text holds markup shows as text on every page`() async throws {
        try await withShop { gallery, shop in
            let name = String(Sample.hostileText.prefix(200))
            try await gallery.engine.directory.submit(.updateMerchant(shop.id, [.name(name)]))
            let story = try await Story(of: shop, in: gallery)
            let keyName = String(Sample.hostileText.prefix(100))
            let key = try await gallery.engine.createKey(of: shop.id, .test, name: keyName).key
            let hostile = "/dashboard/sessions/\(story["hostile"].text)"
            let text = FormFields.encode(Sample.hostileText)
            let pages = try await browse(gallery) { browser in
                browser.headers = [("User-Agent", Sample.hostileText)]
                try browser.signIn(shop.testKey)
                return try [
                    "/dashboard", "/dashboard?search=\(text)", "/dashboard?from=\(text)&to=\(text)", hostile,
                    "\(hostile)/cancel", "\(hostile)/expire", "/dashboard/sessions/\(story["completed"].text)",
                    "/dashboard/keys", "/dashboard/keys/\(key.id.text)/revoke", "/dashboard/mode", "/dashboard/\(text)",
                    "/dashboard/subscriptions", "/dashboard/overview", "/dashboard/settings", "/dashboard/webhooks",
                    "/dashboard/webhooks?state=\(text)",
                    "/dashboard/webhooks/\(EventID(of: story["completed"]).text)",
                ]
                .map { try browser.get($0) }
                    + [
                        try browser.submit("/dashboard/keys", "name=\(text)%00"),
                        try browser.submit("/dashboard/settings", to: "/dashboard/settings/webhook", "url=\(text)"),
                        try browser.submit(
                            "/dashboard/settings",
                            to: "/dashboard/settings/merchant",
                            "name=\(text)%00&color=\(text)"
                        ),
                        try browser.submit(
                            "/dashboard/settings",
                            to: "/dashboard/settings/wallet",
                            "address=\(text)&key_id=\(text)&private_key=\(text)"
                        ),
                        try browser.submit("/dashboard/webhooks", to: "/dashboard/webhooks/resend", "since=\(text)"),
                    ]
            }
            for page in pages {
                let tags = Tags(of: page.text)
                #expect(tags.names.subtracting(Self.tags).isEmpty, "\(tags.names.subtracting(Self.tags))")
                let strangers = tags.attributes.subtracting(Self.attributes)
                #expect(strangers.isEmpty, "\(strangers)")
                #expect(tags.scripts == 1)
                #expect(page.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
                #expect(!page.text.contains("href=\"javascript:"))
            }
            #expect(pages[3].text.components(separatedBy: "&lt;script&gt;").count > 5)
        }
    }

    @Test(arguments: [
        "javascript:alert(1)", "data:text/html,x", "//evil.example", "https://a b", "ftp://a.example", "",
    ])
    func `what is no web address is no link`(address: String) {
        #expect(LinkContent(address).linkAddress == nil)
        #expect(LinkContent("https://shop.example/?a=b").linkAddress != nil)
    }
}
