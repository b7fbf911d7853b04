import Checkout
import PaymentFlows
import TestTools
import Testing

@testable import PayPageGallery

@Suite struct CallbackTests {
    private static let path = "/pay/\(Sample.session(1).text)"
    private static let callback = "/pay/callback/\(Sample.session(1).text)"

    private static let awaiting = PaymentStage.awaitingApproval(
        Sample.offer(),
        interactionURL: "https://auth.wallet.example/interact/1"
    )

    @Test func `an approval leads to the page of its session, where the payment goes on`() async throws {
        let (answer, stages) = try await withPage(Sample.goods, Self.awaiting) { browser, path in
            let answer = try browser.get(Self.callback + "?hash=right&interact_ref=1")
            return (answer, try (0..<3).map { _ in try browser.get(path + "/status").text })
        }
        #expect(answer.status == 303)
        #expect(answer.field("location") == Self.path)
        #expect(answer.field("referrer-policy") == "no-referrer")
        #expect(stages == [#"{"stage":"processing"}"#, #"{"stage":"completed"}"#, #"{"stage":"completed"}"#])
    }

    @Test(arguments: [("result=grant_rejected", "you declined"), ("result=grant_invalid", "without an approval")])
    func `an unsigned answer changes nothing, and is told as what it seems`(query: String, text: String) async throws {
        let (answer, page, stage) = try await withPage(Sample.goods, Self.awaiting) { browser, path in
            let answer = try browser.get(Self.callback + "?" + query)
            let location = try #require(answer.field("location"))
            return (answer, try browser.get(location).text, try browser.get(path + "/status").text)
        }
        #expect(answer.status == 303)
        #expect(page.contains(text))
        #expect(page.contains("It was not approved") && !page.contains("Approve 2"))
        // Where the wallet has said no, its page is decided; the way on is to be asked once more.
        #expect(page.contains("<button class=\"primary\">Try again</button>"))
        #expect(page.contains("Go on at your wallet") == !query.contains("rejected"))
        #expect(!page.contains("<a class=\"primary\"") && page.contains("Use another wallet"))
        #expect(stage == #"{"stage":"awaiting_approval-1"}"#)
    }

    @Test(arguments: ["hash=wrong&interact_ref=1", "", "interact_ref=1"])
    func `an answer with a wrong hash, or none, tells and changes nothing`(query: String) async throws {
        let (answer, stage) = try await withPage(Sample.goods, Self.awaiting) { browser, path in
            (try browser.get(Self.callback + "?" + query), try browser.get(path + "/status").text)
        }
        #expect(answer.status == 400)
        #expect(!answer.text.contains(Sample.session(1).text))
        #expect(answer.text.contains("has changed nothing"))
        #expect(stage == #"{"stage":"awaiting_approval-1"}"#)
    }

    @Test func `a token that nobody waits for is told nothing`() async throws {
        let answer = try await withPage { browser, _ in try browser.get("/pay/callback/unknown?hash=right") }
        #expect(answer.status == 400)
    }

    @Test func `a query longer than any answer is not read`() async throws {
        let query = "?hash=right&x=" + String(repeating: "a", count: 5000)
        let answer = try await withPage(Sample.goods, Self.awaiting) { browser, _ in
            try browser.get(Self.callback + query)
        }
        #expect(answer.status == 400)
    }

    @Test func `a hint in the address says nothing where it is out of date`() async throws {
        let page = try await withPage { try $0.get($1 + "?note=declined").text }
        #expect(!page.contains("you declined"))
    }

    @Test func `a hundred answers at once are a hundred ways to one page`() async throws {
        let view = Sample.view(1, Sample.goods, Self.awaiting)
        let gallery = try Gallery([view])
        defer { gallery.stop() }
        let locations = try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    try await onThread { try Browser(gallery).get(Self.callback + "?hash=right").field("location") }
                }
            }
            var locations: Set<String?> = []
            for try await location in group { locations.insert(location) }
            return locations
        }
        #expect(locations == [Self.path])
    }
}
