import Checkout
import Pages
import PaymentFlows
import TestTools
import Testing

@testable import PayPage
@testable import PayPageGallery

@Suite struct HTMLTextTests {
    @Test func `markup and quotes are escaped, whatever stands behind them`() {
        #expect(
            HTMLText("<a href=\"x\" b='y'>&amp;").renderText == "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;"
        )
        #expect(HTMLText("\"\u{301}<\u{20D2}").renderText == "&quot;\u{301}&lt;\u{20D2}")
        #expect(HTMLText("Käse 🧀 \n").renderText == "Käse 🧀 \n")
    }

    /// The stages that show a text from elsewhere, with a hostile one in every place.
    private static let stages: [PaymentView] = {
        let text = Sample.hostileText
        var offer = Sample.offer()
        offer.wallet = text
        offer.price.assetCode = text
        offer.approvalOrigin = text
        let failed = FailedAttempt(reason: .walletNotReached, wallet: text)
        let stages: [PaymentStage] = [
            .notPayable, .open(lastFailure: failed), .outOfAttempts(failed), .preparing(wallet: text), .offered(offer),
            .awaitingApproval(offer, interactionURL: text),
            .awaitingApproval(offer, interactionURL: "https://a.b/?\"'<>"),
            .processing(wallet: text), .partiallyPaid(wallet: text), .completed(at: Sample.now, wallet: text), .expired,
            .canceled,
        ]
        return stages.map { stage in
            var view = Sample.view(1, Sample.hostile, stage)
            view.merchantName = text
            view.successURL = "https://shop.example/\"'<b>"
            view.cancelURL = text
            return view
        }
    }()

    @Test(arguments: stages, Language.allCases)
    func `text from elsewhere shows as text`(view: PaymentView, language: Language) throws {
        let words = PageWords(CustomerLocale(acceptLanguage: language.rawValue))
        var page = SessionPage(
            view: view,
            words: words,
            paths: PagePaths(base: ""),
            token: Sample.hostileText,
            now: Sample.now
        )
        page.problem = Sample.hostileText
        page.entry = WalletEntry(
            wallet: Sample.hostileText,
            amount: Sample.hostileText,
            wrongWallet: Sample.hostileText,
            wrongAmount: Sample.hostileText
        )
        let html = String(decoding: PageTemplate.render(page.content), as: UTF8.self)
        let tags = Tags(of: html)
        #expect(tags.names.subtracting(Tags.expected).isEmpty, "\(tags.names.subtracting(Tags.expected))")
        #expect(tags.attributes.subtracting(Tags.expectedAttributes).isEmpty)
        #expect(!tags.names.isEmpty && tags.scripts == 1)
        #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    }
}
