import Pages
import Testing

@testable import PayPage

@Suite struct FormFieldsTests {
    @Test func `fields are read as browsers send them`() {
        let fields = FormFields("wallet_address=%24wallet.example%2Fj%C3%BCrgen&amount=1+200%2C50&empty=&bare".utf8)
        #expect(fields?["wallet_address"] == "$wallet.example/jürgen")
        #expect(fields?["amount"] == "1 200,50")
        #expect(fields?["empty"] == "")
        #expect(fields?["bare"] == "")
        #expect(fields?["other"] == nil)
    }

    @Test(arguments: ["a=%", "a=%4", "a=%zz", "a=%FF", "a=1&a=2", "%41=1&A=2"])
    func `what browsers do not send is refused`(text: String) {
        #expect(FormFields(text.utf8) == nil)
    }

    @Test(arguments: ["step=wallet", "step=approve", "step=approve&offer=x", "step=other", "", "wallet_address=x"])
    func `a form that the page does not have is no submission`(text: String) throws {
        #expect(Submission(try #require(FormFields(text.utf8))) == nil)
    }

    @Test func `what is written into a query is read again as it was`() {
        let fields = [("a", "x&y=z +%41"), ("b", "Käse \u{301}🧀\n\0"), ("c", ""), ("d", "-._~/?#\"'<>")]
        let read = FormFields(FormFields.query(fields).utf8)
        #expect(read?["a"] == fields[0].1 && read?["b"] == fields[1].1 && read?["d"] == fields[3].1)
        #expect(read?["c"] == nil)
        #expect(FormFields.query(fields).utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
    }
}
