import Bytes
import Checkout
import CheckoutEngine
import Cryptography
import Pages
import SandboxWallet
import TestTools
import Testing

@testable import Dashboard
@testable import DashboardGallery

@Suite struct SettingsTests {
    private static let page = "/dashboard/settings"

    private static func submit(_ browser: Browser, _ setting: String, _ entries: String = "") throws -> SocketResponse {
        try browser.submit(page, to: "\(page)/\(setting)", entries)
    }

    private static func merchant(_ shop: Shop) throws -> Merchant {
        try #require(shop.engine.directory.current.merchant(shop.id))
    }

    @Test func `the shop's name and colour are changed`() async throws {
        try await withShop { gallery, shop in
            let (answer, page) = try await browse(gallery, with: shop.testKey) { browser in
                let answer = try Self.submit(browser, "merchant", "name=+Wool+%26+Sons+&color=%23FFDD00")
                return (answer, try browser.get("/dashboard").text)
            }
            #expect(answer.field("location") == "/dashboard/settings?done=saved")
            #expect(page.contains("Wool &amp; Sons"))
            #expect(try Self.merchant(shop).name == "Wool & Sons")
            #expect(try Self.merchant(shop).color?.text == "#ffdd00")
        }
    }

    @Test(arguments: ["", "++", "a%00", String(repeating: "a", count: 201)])
    func `a name that is none is refused, and stands there to be put right`(name: String) async throws {
        try await withShop { gallery, shop in
            let answer = try await browse(gallery, with: shop.testKey) {
                try Self.submit($0, "merchant", "name=\(name)&color=")
            }
            #expect(answer.status == 422)
            #expect(answer.text.contains("id=\"name-problem\""))
            #expect(try Self.merchant(shop).name == "Skye Wool & Yarn")
        }
    }

    @Test(arguments: ["red", "12594c", "#12594", "#12594g", "%23%22%3E%3Cscript"])
    func `a colour that is none is refused`(color: String) async throws {
        try await withShop { gallery, shop in
            let answer = try await browse(gallery, with: shop.testKey) {
                try Self.submit($0, "merchant", "name=Wool&color=\(color.replacing("#", with: "%23"))")
            }
            #expect(answer.status == 422)
            #expect(answer.text.contains("id=\"color-problem\""))
            #expect(try Self.merchant(shop).color == nil)
        }
    }

    @Test func `the picture of the pay page has the shop's name and colour, and text that can be read`() async throws {
        try await withShop { gallery, shop in
            let pages = try await browse(gallery, with: shop.testKey) { browser in
                try ["%23FFDD00", "%23000080", ""]
                    .map { color in
                        _ = try Self.submit(browser, "merchant", "name=Wool&color=\(color)")
                        return try browser.get(Self.page).text
                    }
            }
            #expect(pages.map { $0.contains("fill=\"#000000\" data-part=\"on-color\"") } == [true, false, false])
            #expect(pages[1].contains("fill=\"#000080\"") && pages[2].contains("fill=\"#12594c\""))
        }
    }

    @Test func `a first webhook URL comes with a secret, which is shown once`() async throws {
        try await withShop { gallery, shop in
            let url = FormFields.encode("\(gallery.shopOrigin)/hook")
            let (answer, page, again) = try await browse(gallery, with: shop.testKey) { browser in
                let answer = try Self.submit(browser, "webhook", "url=\(url)")
                return (answer, try browser.get(Self.page).text, try Self.submit(browser, "webhook", "url=\(url)"))
            }
            let secret = try #require(answer.text.firstMatch(of: /<code>(whsec_[\w+\/=]+)<\/code>/)).output.1
            #expect(!page.contains(secret) && page.contains("whsec_…\(secret.suffix(4))"))
            #expect(again.status == 303)
            #expect(try Self.merchant(shop).test.webhookURL == "\(gallery.shopOrigin)/hook")
            #expect(try Self.merchant(shop).live.webhookURL == nil)
        }
    }

    @Test(arguments: [
        "ftp://a.example", "https://user@a.example/", "https://10.0.0.1/", "nonsense",
    ])
    func `a URL to which nothing would be sent is refused`(url: String) async throws {
        try await withShop { gallery, shop in
            let answer = try await browse(gallery, with: shop.testKey) {
                try Self.submit($0, "webhook", "url=\(FormFields.encode(url))")
            }
            #expect(answer.status == 422)
            #expect(answer.text.contains("id=\"url-problem\"") && answer.text.contains("value=\"\(url)\""))
            #expect(try Self.merchant(shop).test.webhookURL == nil)
        }
    }

    @Test func `an empty URL turns webhooks off`() async throws {
        try await withShop { gallery, shop in
            _ = try await shop.prepare(in: gallery)
            let answer = try await browse(gallery, with: shop.testKey) { try Self.submit($0, "webhook", "url=") }
            #expect(answer.status == 303)
            #expect(try Self.merchant(shop).test.webhookURL == nil)
        }
    }

    @Test(arguments: [("3600", true), ("0", false)])
    func `a secret is rolled, and the one before it stays valid as long as was asked for`(
        overlap: String,
        isKept: Bool
    ) async throws {
        try await withShop { gallery, shop in
            _ = try await shop.prepare(in: gallery)
            let before = try Self.merchant(shop).test.sealedWebhookSecret
            let answer = try await browse(gallery, with: shop.testKey) {
                try Self.submit($0, "secret", "overlap=\(overlap)")
            }
            #expect(answer.text.contains("Copy this secret now"))
            #expect(answer.text.contains("and with the secret before it until") == isKept)
            #expect(try Self.merchant(shop).test.sealedWebhookSecret != before)
        }
    }

    @Test(arguments: ["-1", "604801", "x", ""])
    func `an overlap that is none of the choices is no form of ours`(overlap: String) async throws {
        try await withShop { gallery, shop in
            _ = try await shop.prepare(in: gallery)
            let answer = try await browse(gallery, with: shop.testKey) {
                try Self.submit($0, "secret", "overlap=\(overlap)")
            }
            #expect(answer.status == 400)
        }
    }

    @Test(arguments: [("/hook", "Taken", "thank you"), ("/broken", "Not taken", "&lt;script&gt;")])
    func `what a server says to a test event is seen at once`(path: String, state: String, text: String) async throws {
        try await withShop { gallery, shop in
            let answer = try await browse(gallery, with: shop.testKey) { browser in
                _ = try Self.submit(browser, "webhook", "url=\(FormFields.encode(gallery.shopOrigin + path))")
                return try Self.submit(browser, "test")
            }
            #expect(answer.status == 200)
            #expect(answer.text.contains(">\(state)</span>") && answer.text.contains(text))
        }
    }

    @Test func `a test event needs somewhere to go`() async throws {
        try await withShop { gallery, shop in
            _ = try await shop.prepare(in: gallery)
            let answer = try await browse(gallery, with: shop.testKey) { browser in
                let page = try browser.get(Self.page).text
                let token = try #require(Browser.token(in: page, of: "\(Self.page)/test"))
                _ = try Self.submit(browser, "webhook", "url=")
                return try browser.post("\(Self.page)/test", "token=\(token)")
            }
            #expect(answer.status == 422)
            #expect(answer.text.contains("Set one first"))
        }
    }

    @Test func `a wallet is set once it was asked, and removed again`() async throws {
        try await withShop { gallery, shop in
            let wallet = try #require(gallery.wallets.makeCredentials(ofWallet: "shop"))
            let entries = [
                ("address", wallet.address), ("key_id", wallet.keyID),
                ("private_key", Base64.encode(wallet.privateKey.seed)),
            ]
            .map { "\($0)=\(FormFields.encode($1))" }
            .joined(separator: "&")
            let (answer, page) = try await browse(gallery, with: shop.testKey) { browser in
                let answer = try Self.submit(browser, "wallet", entries)
                return (answer, try browser.get(Self.page).text)
            }
            #expect(answer.field("location") == "/dashboard/settings?done=wallet")
            #expect(page.contains(">Ready</span>") && page.contains(wallet.address))
            #expect(!page.contains(Base64.encode(wallet.privateKey.seed)))
            #expect(try Self.merchant(shop).test.wallet?.isReady == true)
            let removal = try await browse(gallery, with: shop.testKey) { try Self.submit($0, "wallet-removal") }
            #expect(removal.field("location") == "/dashboard/settings?done=no-wallet")
            #expect(try Self.merchant(shop).test.wallet == nil)
        }
    }

    @Test func `a wallet that does not know the key is not set, and what was typed stays`() async throws {
        try await withShop { gallery, shop in
            let wallet = try #require(gallery.wallets.makeCredentials(ofWallet: "shop"))
            let (page, answer) = try await browse(gallery, with: shop.testKey) { browser in
                let made = try Self.submit(browser, "wallet-key")
                #expect(made.field("location") == "/dashboard/settings?done=wallet-key")
                let page = try browser.get(Self.page).text
                let id = try #require(page.firstMatch(of: /name="key_id"[^>]* value="([^"]+)"/)).output.1
                let entries = "address=\(FormFields.encode(wallet.address))&key_id=\(id)&private_key="
                return (page, try Self.submit(browser, "wallet", entries))
            }
            #expect(page.contains("&quot;crv&quot;:&quot;Ed25519&quot;"))
            #expect(answer.status == 422)
            #expect(answer.text.contains("does not publish a key of that id"))
            #expect(answer.text.contains("value=\"\(wallet.address)\""))
            #expect(try Self.merchant(shop).test.wallet == nil)
        }
    }

    @Test(arguments: [
        ("nonsense", "a", "", "There is no key a here"), ("%24wallet.example", "a", "x", "The private key holds no"),
        ("nonsense", "a", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D", "The wallet address is not one"),
        ("%24wallet.example", "%22", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D", "key id"),
    ])
    func `what is wrong with a wallet is told`(
        address: String,
        keyID: String,
        privateKey: String,
        text: String
    ) async throws {
        try await withShop { gallery, shop in
            let answer = try await browse(gallery, with: shop.testKey) {
                try Self.submit($0, "wallet", "address=\(address)&key_id=\(keyID)&private_key=\(privateKey)")
            }
            #expect(answer.status == 422)
            #expect(answer.text.contains("id=\"wallet-problem\"") && answer.text.contains(text))
        }
    }

    @Test func `the history tells who signed in, from where and with what`() async throws {
        try await withShop(isBehindProxy: true) { gallery, shop in
            let cookie = try await browse(gallery) { browser in
                browser.headers = [("X-Forwarded-For", "198.51.100.7"), ("User-Agent", "Lynx <2>")]
                try browser.signIn(shop.testKey)
                return browser.cookie
            }
            // A sign-in is noted without anybody waiting for it.
            while gallery.engine.directory.current.signIns(of: shop.id).isEmpty { await Task.yield() }
            let page = try await browse(gallery) { browser in
                browser.cookie = cookie
                return try browser.get(Self.page).text
            }
            #expect(page.contains("198.51.100.7") && page.contains("Lynx &lt;2&gt;"))
            #expect(page.contains("Web shop (sk_test_…\(shop.testKey.suffix(4)))"))
        }
    }

    @Test func `tries with a revoked key are told`() async throws {
        try await withShop { gallery, shop in
            let old = try await gallery.engine.createKey(of: shop.id, .test, name: "Old")
            try await gallery.engine.revokeKey(old.key.id, of: shop.id)
            let page = try await browse(gallery) { browser in
                try browser.signIn(old.secret.text)
                try browser.signIn(shop.testKey)
                return try browser.get(Self.page).text
            }
            #expect(page.contains("Once somebody tried a revoked key"))
        }
    }
}
