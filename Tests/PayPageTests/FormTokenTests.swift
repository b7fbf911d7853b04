import Cryptography
import Pages
import Testing

@testable import PayPage
@testable import PayPageGallery

@Suite struct FormTokenTests {
    private let tokens = FormTokens(key: [1, 2, 3])
    private let visitor = Visitor(random: .system())

    @Test func `a token holds for its session and its browser alone`() {
        let token = tokens.token(for: Sample.session(1), visitor: visitor)
        #expect(tokens.isValid(token, for: Sample.session(1), visitor: visitor))
        #expect(!tokens.isValid(token, for: Sample.session(2), visitor: visitor))
        #expect(!tokens.isValid(token, for: Sample.session(1), visitor: Visitor(random: .system())))
        #expect(!tokens.isValid(token, for: Sample.session(1), visitor: nil))
        #expect(!tokens.isValid(nil, for: Sample.session(1), visitor: visitor))
        #expect(!tokens.isValid("", for: Sample.session(1), visitor: visitor))
        #expect(!FormTokens(key: [9]).isValid(token, for: Sample.session(1), visitor: visitor))
    }

    @Test func `a browser is known by its cookie among others`() {
        let cookies = "a=b; opencheckout_pay=\(visitor.text); c=d"
        #expect(Visitor(cookies: cookies) == visitor)
        #expect(Visitor(cookies: "opencheckout_pay=short") == nil)
        #expect(Visitor(cookies: "xopencheckout_pay=\(visitor.text)") == nil)
        #expect(Visitor(cookies: "") == nil)
    }

    @Test func `the cookie is for this page, for no script, and for no other site's requests`() {
        #expect(
            visitor.cookie(under: "/pay", isSecure: true)
                .hasSuffix("; Path=/pay; Max-Age=86400; HttpOnly; SameSite=Lax; Secure")
        )
        #expect(visitor.cookie(under: "/pay", isSecure: false).hasSuffix("; SameSite=Lax"))
    }
}
