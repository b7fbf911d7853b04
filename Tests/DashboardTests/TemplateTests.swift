import Testing

@testable import Dashboard

@Suite struct TemplateTests {
    @Test func `the templates take nothing but escaped texts`() {
        for (name, bytes) in DashboardTemplate.files {
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.matches(of: /[^{]\{\{[\w&]/).isEmpty, "\(name)")
        }
    }

    @Test func `every part that the layout names is there`() {
        let layout = String(decoding: DashboardTemplate.files["layout"] ?? [], as: UTF8.self)
        let parts = layout.matches(of: /\{\{> ([\w-]+)\}\}/).map { String($0.output.1) }
        #expect(Set(parts + ["layout"]) == Set(DashboardTemplate.files.keys))
    }
}
