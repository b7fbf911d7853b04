import Checkout
import CheckoutEngine
import Foundation
import TestTools
import Testing

@testable import Dashboard
@testable import DashboardGallery

@Suite struct KeysTests {
    @Test func `a new key is shown once, and opens the dashboard`() async throws {
        try await withShop { gallery, shop in
            let (made, key, list, answer) = try await browse(gallery, with: shop.testKey) { browser in
                let made = try browser.submit("/dashboard/keys", "name=Till+%26+co")
                let key = try #require(made.text.firstMatch(of: /<code>(sk_test_\w{44})<\/code>/)).output.1
                return (made, key, try browser.get("/dashboard/keys").text, try Browser(gallery).signIn(String(key)))
            }
            #expect(made.status == 200)
            #expect(made.text.contains("Till &amp; co: copy this key now"))
            #expect(!list.contains(key) && list.contains("sk_test_…\(key.suffix(4))"))
            #expect(list.contains("Till &amp; co"))
            #expect(answer.status == 303)
        }
    }

    @Test func `keys are of the mode that is looked at`() async throws {
        try await withShop { gallery, shop in
            let (test, live) = try await onThread {
                let (test, live) = (Browser(gallery), Browser(gallery))
                try test.signIn(shop.testKey)
                try live.signIn(shop.liveKey)
                return (try test.get("/dashboard/keys").text, try live.submit("/dashboard/keys", "name=New").text)
            }
            #expect(test.contains(shop.testKey.suffix(4)) && !test.contains("sk_live"))
            #expect(live.contains("sk_live_") && !live.contains("sk_test"))
        }
    }

    @Test(arguments: ["", "+++", "a%00b", "a%0Ab", String(repeating: "a", count: 101)])
    func `a key without a proper name is not made`(name: String) async throws {
        try await withShop { gallery, shop in
            let answer = try await browse(gallery, with: shop.testKey) {
                try $0.submit("/dashboard/keys", "name=\(name)")
            }
            #expect(answer.status == 422)
            #expect(answer.text.contains("id=\"name-problem\""))
            #expect(gallery.engine.directory.current.keys(of: shop.id).count == 2)
        }
    }

    @Test func `a key is revoked after a question, once`() async throws {
        try await withShop { gallery, shop in
            let made = try await gallery.engine.createKey(of: shop.id, .test, name: "Old till")
            let path = "/dashboard/keys/\(made.key.id.text)/revoke"
            let (question, answers, list) = try await browse(gallery, with: shop.testKey) { browser in
                let question = try browser.get(path).text
                let token = try #require(Browser.token(in: question, of: path))
                let answers = [try browser.post(path, "token=\(token)"), try browser.post(path, "token=\(token)")]
                return (question, answers + [try browser.get(path)], try browser.get("/dashboard/keys").text)
            }
            #expect(question.contains("Old till"))
            #expect(answers.map(\.status) == [303, 409, 409])
            #expect(gallery.engine.directory.current.key(made.key.id)?.revokedAt != nil)
            #expect(list.contains("Old till") && !list.contains(path))
        }
    }

    @Test func `who revokes the key in use is told before, and signed out`() async throws {
        try await withShop { gallery, shop in
            let key = try #require(gallery.engine.directory.current.keys(of: shop.id).first { $0.keyMode == .test })
            let path = "/dashboard/keys/\(key.id.text)/revoke"
            let (question, page) = try await browse(gallery, with: shop.testKey) { browser in
                let question = try browser.get(path).text
                try browser.submit(path)
                return (question, try browser.get("/dashboard").text)
            }
            #expect(question.contains("you will be signed out") || question.contains("You are signed in with it"))
            #expect(page.contains("<h1 id=\"page-title\">Sign in</h1>"))
        }
    }

    @Test func `the list tells when a key was last used`() async throws {
        try await withShop { gallery, shop in
            _ = try await gallery.engine.createKey(of: shop.id, .test, name: "Idle")
            let directory = gallery.engine.directory
            let page = try await browse(gallery, with: shop.testKey) { browser in
                // Nobody waits for a use to be noted, but this test.
                try wait(while: directory.current.keys(of: shop.id).allSatisfy { $0.lastUsedAt == nil })
                return try browser.get("/dashboard/keys").text
            }
            let rows = page.components(separatedBy: "<tr>").filter { $0.contains("sk_test_") }
            #expect(rows.count == 2)
            #expect(rows.first { $0.contains("Idle") }?.contains("<td>Never</td>") == true)
            #expect(rows.first { !$0.contains("Idle") }?.contains("Never") == false)
        }
    }
}
