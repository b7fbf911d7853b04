import Testing

@testable import Checkout

@Suite struct BrandColorTests {
    @Test(arguments: [("#12594c", "#12594c"), ("#ABCDEF", "#abcdef"), ("#000000", "#000000"), ("#00000f", "#00000f")])
    func `is read as style sheets have it`(text: String, kept: String) {
        #expect(BrandColor(parsing: text)?.text == kept)
    }

    @Test(arguments: [
        "", "#", "12594c", "#12594", "#12594c0", "#fff", "#+12345", "#-12345", "# 12345", "#12594g", "red", "#12594é",
    ])
    func `is nothing else`(text: String) {
        #expect(BrandColor(parsing: text) == nil)
    }

    @Test func `has its parts in order`() {
        #expect(BrandColor(parsing: "#010203") == BrandColor(red: 1, green: 2, blue: 3))
    }
}
