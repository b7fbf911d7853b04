import Checkout
import Pages
import PaymentFlows
import Testing

@testable import PayPage
@testable import PayPageGallery

@Suite struct TemplateTests {
    private static let words = PageWords(CustomerLocale(acceptLanguage: "en"))

    private static func content(_ view: PaymentView) -> PageContent {
        SessionPage(view: view, words: words, paths: PagePaths(base: ""), token: "token", now: Sample.now).content
    }

    @Test func `every name in the template is a member of the content`() {
        let template = String(decoding: PackageResources.page_mustache, as: UTF8.self)
        let names = template.matches(of: /\{\{[{#^]([\w.]+)\}/).flatMap { $0.output.1.split(separator: ".") }
        var members: Set<String> = []
        for sample in Sample.all { collect(Self.content(sample.view), into: &members) }
        #expect(names.count > 50)
        #expect(Set(names.map(String.init)).subtracting(members).isEmpty)
    }

    @Test func `the template takes nothing but escaped texts`() {
        let template = String(decoding: PackageResources.page_mustache, as: UTF8.self)
        #expect(template.matches(of: /[^{]\{\{[\w&]/).isEmpty)
    }

    @Test func `a page with all that it loads stays under 30 KB, in every stage and language`() {
        let color = BrandColor(red: 0, green: 0, blue: 0)
        let files = [PageAsset.styles, .script, BrandSheet.asset(of: color)].reduce(0) { $0 + $1.bytes.count }
        for sample in Sample.all where sample.name != "many-items" {
            for language in Language.allCases {
                let words = PageWords(CustomerLocale(acceptLanguage: language.rawValue))
                let page = SessionPage(
                    view: sample.view,
                    words: words,
                    paths: PagePaths(base: ""),
                    token: "0123456789012345678901",
                    now: Sample.now
                )
                #expect(files + PageTemplate.render(page.content).count < 30_000, "\(sample.name)")
            }
        }
    }

    private func collect(_ value: Any, into names: inout Set<String>) {
        for child in Mirror(reflecting: value).children {
            if let label = child.label { names.insert(label) }
            collect(child.value, into: &names)
        }
    }
}
