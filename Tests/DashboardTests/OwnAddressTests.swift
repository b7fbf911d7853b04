import Testing

@testable import Dashboard

@Suite struct OwnAddressTests {
    @Test(
        arguments: [
            (nil, "127.0.0.1:8080", "http://127.0.0.1:8080", true, false),
            (nil, "localhost", "http://localhost", true, false), (nil, "[::1]:80", "http://[::1]:80", true, false),
            (nil, "127.1.2.3", "http://127.1.2.3", true, false),
            (nil, "shop.example", "http://shop.example", false, true),
            (nil, "127.0.0.1.evil.example", "http://127.0.0.1.evil.example", false, true),
            (nil, "192.168.1.7:8080", "http://192.168.1.7:8080", false, true), (nil, nil, "", false, true),
            (nil, "localhost.evil.example", "http://localhost.evil.example", false, true),
            (nil, "a b", "", false, true),
            ("https://pay.example/shop", "127.0.0.1:8080", "https://pay.example", true, true),
            ("http://pay.example", "127.0.0.1:8080", "http://pay.example", false, true),
            ("http://127.0.0.1:9", "pay.example", "http://127.0.0.1:9", true, false),
            ("https://127.0.0.1", nil, "https://127.0.0.1", true, true),
        ] as [(String?, String?, String, Bool, Bool)]
    )
    func `who may sign in where, and which cookies go over https alone`(
        baseURL: String?,
        host: String?,
        origin: String,
        isPrivate: Bool,
        isSecure: Bool
    ) {
        let own = OwnAddress(baseURL: baseURL, host: host)
        #expect(own.origin == origin)
        #expect(own.isPrivate == isPrivate)
        #expect(own.wantsSecureCookie == isSecure)
    }
}
