import Checkout
import Pages
import PaymentFlows
import TestTools
import Testing

@testable import PayPage
@testable import PayPageGallery

@Suite struct SubmissionTests {
    @Test func `two forms lead from the page to the wallet, each answered with 303`() async throws {
        let (named, approved, wallet) = try await withPage { browser, path in
            let named = try browser.submit(path, step: "wallet", "wallet_address=%24wallet.example%2Fyuki")
            let page = try browser.get(path).text
            #expect(page.contains("20,532 JPY"))
            return (named, try browser.submit(path, step: "approve"), browser.gallery.walletOrigin)
        }
        #expect(named.status == 303)
        #expect(named.field("location") == "/pay/\(Sample.session(1).text)")
        #expect(approved.status == 303)
        #expect(approved.field("location") == "\(wallet)/interact/\(Sample.session(1).text)")
    }

    @Test func `who subscribes agrees to the words on the page, which are kept`() async throws {
        let words =
            "You agree to pay Field Notes 9.99 USD every month, today for the first time, until you or "
            + "Field Notes cancel it. What leaves your wallet follows its exchange rate."
        let (page, waiting, agreement) = try await withPage(Sample.magazine) { browser, path in
            _ = try browser.submit(path, step: "wallet", "wallet_address=%24wallet.example%2Fyuki")
            let page = try browser.get(path).text
            _ = try browser.submit(path, step: "approve")
            return (page, try browser.get(path).text, browser.gallery.desk.agreement(of: Sample.session(1)))
        }
        #expect(page.contains(words))
        #expect(page.contains("You pay now"))
        #expect(agreement == words)
        #expect(waiting.contains("Approve 9.99 USD every month at $wallet.example/yuki"))
    }

    @Test(arguments: [Sample.goods, Sample.gift])
    func `who pays once agrees to nothing else`(order: PaymentOrder) async throws {
        let agreement = try await withPage(order, .offered(Sample.offer())) { browser, path in
            _ = try browser.submit(path, step: "approve")
            return browser.gallery.desk.agreement(of: Sample.session(1))
        }
        #expect(agreement == nil)
    }

    @Test func `a form may come with an Origin of null`() async throws {
        let answer = try await withPage { browser, path in
            browser.headers = [("Origin", "null")]
            return try browser.submit(path, step: "wallet", "wallet_address=%24wallet.example%2Falice")
        }
        #expect(answer.status == 303)
    }

    @Test func `a form from elsewhere does nothing, and is asked for again with what was typed`() async throws {
        let (answers, stage) = try await withPage { browser, path in
            let page = try browser.get(path).text
            let token = try #require(page.firstMatch(of: /name="token" value="([^"]+)"/)).output.1
            let form = "step=wallet&wallet_address=%24wallet.example%2Falice"
            let stranger = Browser(browser.gallery)
            let answers = [
                try browser.post(path, form), try browser.post(path, form + "&token=AAAA"),
                try stranger.post(path, form + "&token=\(token)"),
            ]
            return (answers, try browser.get(path + "/status").text)
        }
        #expect(answers.map(\.status) == [403, 403, 403])
        #expect(answers.allSatisfy { $0.text.contains("value=\"$wallet.example/alice\"") })
        #expect(answers[2].field("set-cookie") != nil)
        #expect(stage == #"{"stage":"open"}"#)
    }

    @Test(arguments: [
        PaymentStage.completed(at: Sample.now, wallet: "https://w.example/a"),
        .processing(wallet: "https://w.example/a"),
        .expired, .canceled, .notPayable,
    ])
    func `a form from elsewhere is not asked for again where there is none`(stage: PaymentStage) async throws {
        let (answer, page) = try await withPage(Sample.goods, stage) { browser, path in
            let answer = try browser.post(path, "step=wallet&wallet_address=%24w.example")
            return (answer, try browser.get(try #require(answer.field("location"))).text)
        }
        #expect(answer.status == 303)
        #expect(answer.body.isEmpty)
        #expect(!page.contains("try again") || stage == .notPayable)
        #expect(page.contains("class=\"note\" role=\"status\">This payment had gone on meanwhile"))
        if case .completed = stage { #expect(page.contains("Thank you, it is paid")) }
    }

    @Test(arguments: ["step=wallet&wallet_address=%24w.example", "step=approve&offer=1", "step=retry&offer=1"])
    func `a form of a page that is out of date is told to be`(form: String) async throws {
        let stage = PaymentStage.offered(Sample.offer(2))
        let (answer, page) = try await withPage(Sample.goods, stage) { browser, path in
            let page = try browser.get(path).text
            let token = try #require(page.firstMatch(of: /name="token" value="([^"]+)"/)).output.1
            let answer = try browser.post(path, "\(form)&token=\(token)")
            return (answer, try browser.get(try #require(answer.field("location"))).text)
        }
        #expect(answer.status == 303)
        #expect(page.contains("What you sent last was not done") && page.contains("Check the price"))
    }

    @Test func `who has declined is shown another offer of the same wallet`() async throws {
        let (answer, stage) = try await withPage { browser, path in
            _ = try browser.submit(path, step: "wallet", "wallet_address=%24w.example")
            _ = try browser.submit(path, step: "approve")
            let answer = try browser.submit(path + "?note=declined", step: "retry")
            return (answer, try browser.get(path + "/status").text)
        }
        #expect(answer.status == 303)
        #expect(answer.field("location") == "/pay/\(Sample.session(1).text)")
        #expect(stage == #"{"stage":"offered-2"}"#)
    }

    @Test func `the merchant's own wallet is refused beside its field`() async throws {
        let page = try await withPage { try $0.submit($1, step: "wallet", "wallet_address=%24shop.example") }
        #expect(page.status == 422)
        #expect(page.text.contains("id=\"wallet-wrong\">Error: This is the wallet of Skye Wool &amp; Yarn"))
    }

    @Test func `all that is wrong is told at once, and the first of it has the focus`() async throws {
        let page = try await withPage(Sample.gift) { browser, path in
            try browser.submit(path, step: "wallet", "wallet_address=nonsense&amount=many").text
        }
        #expect(page.contains("id=\"amount-wrong\"") && page.contains("id=\"wallet-wrong\""))
        #expect(page.matches(of: /autofocus/).count == 1)
        #expect(page.contains("aria-describedby=\"amount-hint amount-wrong\" aria-invalid=\"true\" autofocus"))
        #expect(page.contains("aria-describedby=\"wallet-hint wallet-wrong\" aria-invalid=\"true\">"))
    }

    @Test func `a field without a hint is described by nothing`() async throws {
        var order = Sample.gift
        order.purpose = .chosenDonation(try CustomUnitAmount(minimum: nil, maximum: nil, preset: nil))
        let page = try await withPage(order) { try $0.get($1).text }
        #expect(page.contains("id=\"amount\"") && !page.contains("aria-describedby=\"\""))
        #expect(page.matches(of: /aria-describedby="wallet-hint"/).count == 1)
    }

    @Test(arguments: [
        ("25+USD", "You wrote USD, but the amount is in EUR here."), ("1.2345", "EUR has at most 2 decimal places."),
        ("1.234", "This can be read as two amounts."), ("many", "Please write an amount such as 25.00."),
        ("99999999999999999999", "This amount is not possible here. From 5.00 EUR to 500.00 EUR."),
    ])
    func `a donor is told what is wrong with an amount`(amount: String, text: String) async throws {
        let page = try await withPage(Sample.gift) { browser, path in
            try browser.submit(path, step: "wallet", "wallet_address=%24w.example&amount=\(amount)")
        }
        #expect(page.status == 422)
        #expect(page.text.contains("id=\"amount-wrong\">Error: \(text)"))
    }

    @Test func `what a donor chooses is for each of several pieces`() async throws {
        var order = Sample.gift
        order.items[0].quantity = 3
        let (asked, offered) = try await withPage(order) { browser, path in
            let asked = try browser.get(path).text
            _ = try browser.submit(path, step: "wallet", "wallet_address=%24w.example&amount=12.50")
            return (asked, try browser.get(path).text)
        }
        #expect(asked.contains(">Amount in EUR for each of 3</label>") && asked.contains(">3 × …</span>"))
        #expect(offered.contains(">3 × 12.50 EUR</span>") && offered.contains("<dd>37.50 EUR</dd>"))
    }

    @Test func `a donor in a currency without decimals is told so`() async throws {
        var order = Sample.gift
        order.currency = Sample.jpy
        let page = try await withPage(order) { browser, path in
            try browser.submit(path, step: "wallet", "wallet_address=%24w.example&amount=1.5").text
        }
        #expect(page.contains("Error: JPY has no smaller unit. Please write a whole amount such as 2,500."))
    }

    @Test func `wallets that are named are bounded more closely than other forms`() async throws {
        let view = Sample.view(1, Sample.goods, .open(lastFailure: nil))
        let gallery = try Gallery([view]) { $0.sessionWallets = Self.few }
        defer { gallery.stop() }
        let statuses = try await onThread {
            let browser = Browser(gallery)
            let path = "/pay/\(view.session.text)"
            return try (0..<4)
                .map { _ in
                    try browser.submit(path, step: "wallet", "wallet_address=%24missing.example").status
                }
        }
        #expect(statuses == [303, 303, 303, 429])
    }

    @Test(arguments: ["nonsense", "", "%20", "%3Cscript%3E"])
    func `what is no wallet is told beside its field`(wallet: String) async throws {
        let page = try await withPage { try $0.submit($1, step: "wallet", "wallet_address=\(wallet)") }
        #expect(page.status == 422)
        #expect(page.text.contains("id=\"wallet-wrong\">Error: This is no wallet address."))
        #expect(page.text.contains("aria-invalid=\"true\""))
    }

    @Test(arguments: [
        ("amount=12%2C50", "12.50 EUR"), ("amount=1%2C234", nil), ("amount=5", "5.00 EUR"), ("amount=4.99", nil),
        ("amount=500.01", nil), ("amount=many", nil), ("", nil), ("amount=%E2%82%AC+20", "20.00 EUR"),
    ])
    func `a donor chooses within the bounds, which are told`(amount: String, total: String?) async throws {
        let (answer, page) = try await withPage(Sample.gift) { browser, path in
            let answer = try browser.submit(path, step: "wallet", "wallet_address=%24w.example&" + amount)
            return (answer, try browser.get(path).text)
        }
        #expect(answer.status == (total == nil ? 422 : 303))
        if let total {
            #expect(page.contains("<dd>\(total)</dd>"))
        } else {
            #expect(answer.text.contains("id=\"amount-wrong\""))
            #expect(answer.text.contains("From 5.00 EUR to 500.00 EUR"))
        }
    }

    @Test func `an approval elsewhere than expected is gone to by a link, since browsers would stop the form`()
        async throws
    {
        let (answer, page) = try await withPage { browser, path in
            _ = try browser.submit(path, step: "wallet", "wallet_address=%24elsewhere.example")
            return (try browser.submit(path, step: "approve"), try browser.get(path).text)
        }
        #expect(answer.field("location") == "/pay/\(Sample.session(1).text)")
        #expect(page.contains("href=\"https://elsewhere.example/interact/"))
    }

    @Test func `an offer that is no more is not agreed to`() async throws {
        let (answer, stage) = try await withPage { browser, path in
            _ = try browser.submit(path, step: "wallet", "wallet_address=%24w.example")
            let page = try browser.get(path).text
            let token = try #require(page.firstMatch(of: /name="token" value="([^"]+)"/)).output.1
            let answer = try browser.post(path, "step=approve&offer=7&token=\(token)")
            return (answer, try browser.get(path + "/status").text)
        }
        #expect(answer.field("location") == "/pay/\(Sample.session(1).text)?note=moved_on")
        #expect(stage == #"{"stage":"offered-1"}"#)
    }

    @Test(arguments: [("%24w.example", "open"), ("%24stuck.example", "awaiting_approval-1")])
    func `starting over opens the session, if the wallet lets go`(wallet: String, stage: String) async throws {
        let (answer, text, page) = try await withPage { browser, path in
            _ = try browser.submit(path, step: "wallet", "wallet_address=\(wallet)")
            _ = try browser.submit(path, step: "approve")
            let answer = try browser.submit(path, step: "restart")
            let location = try #require(answer.field("location"))
            return (answer, try browser.get(path + "/status").text, try browser.get(location).text)
        }
        #expect(answer.status == 303)
        #expect(text == "{\"stage\":\"\(stage)\"}")
        #expect(page.contains("does not let go") == (stage != "open"))
    }

    @Test func `a failed attempt is told, and the wallet stands there to be put right`() async throws {
        let page = try await withPage { browser, path in
            _ = try browser.submit(path, step: "wallet", "wallet_address=%24missing.example")
            return try browser.get(path).text
        }
        #expect(page.contains("role=\"alert\">We could not find a wallet at $missing.example."))
        #expect(page.contains("value=\"$missing.example\""))
    }

    @Test(arguments: ["x=1", "step=wallet", "step=fly&token=x", "%zz"])
    func `what is no form of the page is refused`(form: String) async throws {
        let answer = try await withPage { try $0.post($1, form) }
        #expect(answer.status == 400)
        #expect(answer.text.contains("We could not read that"))
    }

    @Test func `a form larger than any is refused`() async throws {
        let answer = try await withPage { try $0.post($1, "wallet_address=" + String(repeating: "a", count: 9000)) }
        #expect(answer.status == 413)
    }

    /// What flows off in a test's time is nothing.
    private static let few = SubmissionAllowance(burst: 3, perSecond: 0.0001)

    @Test func `forms are bounded in each session`() async throws {
        let gallery = try Gallery([1, 2].map { Sample.view($0, Sample.goods, .open(lastFailure: nil)) }) {
            $0.sessionForms = Self.few
        }
        defer { gallery.stop() }
        let (answers, other) = try await onThread {
            let browser = Browser(gallery)
            let answers = try (0..<4)
                .map { _ in try browser.post("/pay/\(Sample.session(1).text)", "step=restart&token=x") }
            return (answers, try browser.post("/pay/\(Sample.session(2).text)", "step=restart&token=x").status)
        }
        #expect(answers.map(\.status) == [403, 403, 403, 429])
        #expect(answers[3].field("retry-after").flatMap { Int($0) }.map { (1...10_000).contains($0) } == true)
        #expect(answers[3].text.contains("A little too fast"))
        #expect(other == 403)
    }

    @Test func `forms are bounded from each address, over all sessions`() async throws {
        let gallery = try Gallery((1...5).map { Sample.view($0, Sample.goods, .open(lastFailure: nil)) }) {
            $0.addressForms = Self.few
        }
        defer { gallery.stop() }
        let (statuses, others) = try await onThread {
            let browser = Browser(gallery)
            func send(_ number: Int, from address: String) throws -> Int {
                browser.headers = [("X-Forwarded-For", address)]
                return try browser.post("/pay/\(Sample.session(number).text)", "step=restart&token=x").status
            }
            let statuses = try (1...4).map { try send($0, from: "198.51.100.7") }
            // Whoever has a network of IPv6 has one address here.
            let network = try (1...4).map { try send($0, from: "2001:db8:1:2::\($0)") }
            return (statuses, network + [try send(5, from: "198.51.100.8")])
        }
        #expect(statuses == [403, 403, 403, 429])
        #expect(others == [403, 403, 403, 429, 403])
    }

    @Test func `wallets' answers are bounded from each address`() async throws {
        let gallery = try Gallery([]) { $0.callbacks = Self.few }
        defer { gallery.stop() }
        let statuses = try await onThread {
            try (0..<4).map { _ in try Browser(gallery).get("/pay/callback/x?hash=wrong").status }
        }
        #expect(statuses == [400, 400, 400, 429])
    }

    @Test func `who waits too long is sent to the page, and the desk goes on`() async throws {
        let view = Sample.view(1, Sample.goods, .open(lastFailure: nil))
        let gallery = try Gallery([view]) { $0.patience = .milliseconds(20) }
        defer { gallery.stop() }
        let (answer, stages) = try await onThread {
            let browser = Browser(gallery)
            let path = "/pay/\(view.session.text)"
            let answer = try browser.submit(path, step: "wallet", "wallet_address=%24hanging.example")
            return (answer, try (0..<2).map { _ in try browser.get(path + "/status").text })
        }
        #expect(answer.status == 303)
        #expect(answer.field("location") == "/pay/\(view.session.text)")
        #expect(stages == [#"{"stage":"preparing"}"#, #"{"stage":"offered-1"}"#])
    }

    @Test func `an approval that is sent twice leads to the wallet twice`() async throws {
        let answers = try await withPage { browser, path in
            _ = try browser.submit(path, step: "wallet", "wallet_address=%24w.example")
            let page = try browser.get(path).text
            let token = try #require(page.firstMatch(of: /name="token" value="([^"]+)"/)).output.1
            return try (0..<2)
                .map { _ in try browser.post(path, "step=approve&offer=1&token=\(token)").field("location") }
        }
        #expect(answers[0]?.contains("/interact/") == true)
        #expect(answers[0] == answers[1])
    }
}
