import Checkout
import Testing

struct RedirectURLTests {
    @Test(arguments: [
        "https://a.example", "https://a.example/", "HTTPS://A.example/x?y=z#f", "https://a.example:1/",
        "https://a:65535",
        "https://127.0.0.1/", "https://8.8.8.8", "https://[::1]/", "https://[2001:db8::1]:8443/x", "https://localhost",
        "https://a_b.example", "https://xn--bcher-kva.example/%C3%A9", "https://a.example./x", "https://a.example/{x}",
        "https://a.example/?q={CHECKOUT_SESSION_ID}", "https://a.example#%7BCHECKOUT_SESSION_ID%7d",
        "https://a.example/a@b:c", "https://a.example?u=https://x:y@z", "https://a.example/%zz", "https://1a.example",
        "https://[::ffff:127.0.0.1]/", "https://a.example:00443/", "https://a-b.example/'\"<>^`|",
    ])
    func `takes absolute https URLs with any key, and keeps them`(text: String) throws {
        #expect(try RedirectURL(text, keyMode: .live).text == text)
        #expect(try RedirectURL(text, keyMode: .test).text == text)
    }

    @Test(arguments: [
        "http://localhost", "http://LocalHost:3000/x", "http://127.0.0.1:8080/", "http://127.255.255.255",
        "http://[::1]",
        "http://[::1]:80/x", "http://[0:0:0:0:0:0:0:1]/", "Http://localhost?x",
    ])
    func `takes http to loopback with a test key only`(text: String) throws {
        #expect(try RedirectURL(text, keyMode: .test).text == text)
        #expect(throws: URLProblem.notEncrypted) { try RedirectURL(text, keyMode: .live) }
    }

    @Test(arguments: [
        "http://a.example", "http://128.0.0.1", "http://126.255.255.255", "http://localhost.example", "http://10.0.0.1",
        "http://[::2]", "http://[::ffff:127.0.0.1]", "http://localhost.", "http://127.0.0.1.example",
        "http://xlocalhost", "http://[fe80::1]",
    ])
    func `refuses http to other hosts`(text: String) {
        #expect(throws: URLProblem.notEncryptedNorLoopback) { try RedirectURL(text, keyMode: .test) }
    }

    @Test(arguments: [
        ("", URLProblem.notAbsolute), ("a.example", .notAbsolute), ("/x", .notAbsolute), ("//a.example", .notAbsolute),
        ("https:a.example", .notAbsolute), ("https:/a.example", .notAbsolute), ("https", .notAbsolute),
        ("https:", .notAbsolute), (":", .notAbsolute), ("1https://a", .notAbsolute), ("://a.example", .notAbsolute),
        ("javascript:alert(1)", .notAbsolute), ("ftp://a.example", .schemeNotWeb), ("httpss://a", .schemeNotWeb),
        ("javascript://a.example/%0aalert(1)", .schemeNotWeb), ("file:///etc/passwd", .schemeNotWeb),
        ("https://", .hostMissing), ("https:///x", .hostMissing), ("https://:80", .hostMissing),
        ("https://?x", .hostMissing), ("https://#x", .hostMissing),
        ("https://u@a.example", .userInformation), ("https://u:p@a.example", .userInformation),
        ("https://@a.example", .userInformation), ("https://a.example:80@b.example", .userInformation),
        ("https://a.example:", .portMalformed), ("https://a.example:/x", .portMalformed),
        ("https://a.example:0", .portMalformed), ("https://a.example:65536", .portMalformed),
        ("https://a.example:8a", .portMalformed), ("https://a.example:-1", .portMalformed),
        ("https://a.example:80:80", .portMalformed), ("https://a.example:000080", .portMalformed),
        ("https://a..example", .hostMalformed), ("https://.a", .hostMalformed), ("https://a.example..", .hostMalformed),
        ("https://.", .hostMalformed), ("https://a%2eexample", .hostMalformed), ("https://a!b", .hostMalformed),
        ("https://a,b", .hostMalformed), ("https://{x}.example", .hostMalformed), ("https://127.1", .hostMalformed),
        ("https://127.0.0.01", .hostMalformed), ("https://256.0.0.1", .hostMalformed),
        ("https://0x7f.1", .hostMalformed),
        ("https://2130706433", .hostMalformed), ("https://1.2.3.4.5", .hostMalformed),
        ("https://1.2.3.4.", .hostMalformed),
        ("https://0x7f000001", .hostMalformed), ("https://a.0x1", .hostMalformed),
        ("http://127.0.0.1.", .hostMalformed),
        ("https://[]", .hostMalformed), ("https://[::1", .hostMalformed), ("https://[::1]x", .hostMalformed),
        ("https://[1:2:3:4:5:6:7]", .hostMalformed), ("https://[1:2:3:4:5:6:7:8:9]", .hostMalformed),
        ("https://[::1::]", .hostMalformed), ("https://[:1]", .hostMalformed), ("https://[12345::]", .hostMalformed),
        ("https://[::1%25eth0]", .hostMalformed), ("https://[::256.0.0.1]", .hostMalformed),
        ("https://[:::]", .hostMalformed),
        ("https://[1:2:3:4:5:6:7::8]", .hostMalformed), ("https://[1:2:3:4:5:6:7:1.2.3.4]", .hostMalformed),
        ("https://[1.2.3.4::]", .hostMalformed), ("https://[v1.x]", .hostMalformed),
        ("https://a.example/ x", .forbiddenCharacter), (" https://a.example", .forbiddenCharacter),
        ("https://a.example\n", .forbiddenCharacter), ("https://a.example/\t", .forbiddenCharacter),
        ("https://a.example\\x", .forbiddenCharacter), ("https://a.example/\u{7f}", .forbiddenCharacter),
        ("https://bücher.example", .forbiddenCharacter), ("https://a.example/é", .forbiddenCharacter),
        ("https://a.example/\u{0}", .forbiddenCharacter),
        ("https://{CHECKOUT_SESSION_ID}.example", .templateInAuthority),
        ("https://a.example:{CHECKOUT_SESSION_ID}/", .templateInAuthority),
        ("https://%7BCHECKOUT_SESSION_ID%7D/", .templateInAuthority),
        ("{CHECKOUT_SESSION_ID}://a.example", .notAbsolute),
    ])
    func `refuses everything else`(text: String, problem: URLProblem) {
        #expect(throws: problem) { try RedirectURL(text, keyMode: .test) }
    }

    @Test(arguments: [
        "1:2:3:4:5:6:7:8", "::", "1::", "::8", "1::8", "1:2:3::6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8",
        "::1.2.3.4", "1:2:3:4:5:6:1.2.3.4", "ABCD:ef01::", "64:ff9b::1.2.3.4",
    ])
    func `takes every shape of IPv6 address`(address: String) throws {
        #expect(throws: Never.self) { try RedirectURL("https://[\(address)]/", keyMode: .live) }
    }

    @Test func `is at most 2048 characters long`() throws {
        let longest = "https://a.example/" + String(repeating: "x", count: 2048 - 18)
        #expect(try RedirectURL(longest, keyMode: .live).text == longest)
        #expect(throws: URLProblem.tooLong) { try RedirectURL(longest + "x", keyMode: .live) }
        let label = String(repeating: "a", count: 63)
        #expect(throws: Never.self) { try RedirectURL("https://\(label).example", keyMode: .live) }
        #expect(throws: URLProblem.hostMalformed) { try RedirectURL("https://\(label)a.example", keyMode: .live) }
    }

    @Test(arguments: [
        ("https://a.example/{CHECKOUT_SESSION_ID}", "https://a.example/ID"),
        (
            "https://a.example?a={CHECKOUT_SESSION_ID}&b={CHECKOUT_SESSION_ID}#{CHECKOUT_SESSION_ID}",
            "https://a.example?a=ID&b=ID#ID"
        ),
        ("https://a.example/%7BCHECKOUT_SESSION_ID%7D", "https://a.example/ID"),
        ("https://a.example/%7bCHECKOUT_SESSION_ID%7d", "https://a.example/ID"),
        ("https://a.example/{CHECKOUT_SESSION_ID%7D", "https://a.example/ID"),
        ("https://a.example/%7bCHECKOUT_SESSION_ID}", "https://a.example/ID"),
        ("https://a.example/{{CHECKOUT_SESSION_ID}}", "https://a.example/{ID}"),
        ("https://a.example/{CHECKOUT_SESSION_ID", "https://a.example/{CHECKOUT_SESSION_ID"),
        ("https://a.example/{checkout_session_id}", "https://a.example/{checkout_session_id}"),
        ("https://a.example/%7BCHECKOUT_SESSION_ID%7", "https://a.example/%7BCHECKOUT_SESSION_ID%7"),
        ("https://a.example/{CHECKOUT_SESSION_IDX}", "https://a.example/{CHECKOUT_SESSION_IDX}"),
        ("https://a.example/%", "https://a.example/%"),
        ("https://a.example/{", "https://a.example/{"),
        ("https://a.example/x", "https://a.example/x"),
    ])
    func `puts the identifier wherever the template stands`(text: String, expected: String) throws {
        let id = try #require(SessionFixtures.id)
        let url = try RedirectURL(text, keyMode: .live)
        #expect(url.text(for: id) == expected.replacing("ID", with: expected.contains("CHECKOUT") ? "ID" : id.text))
    }

    @Test func `takes a merchant's webhook on loopback, but no user name`() {
        #expect(MerchantURL.check("http://localhost:3000/hook") == nil)
        #expect(MerchantURL.check("http://hooks.example/x") == nil)
        #expect(MerchantURL.check("https://u@hooks.example/x") == .userInformation)
        #expect(MerchantURL.check("hooks.example") == .notAbsolute)
    }
}
