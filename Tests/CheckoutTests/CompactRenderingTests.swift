import Bytes
import Checkout
import Testing

struct CompactRenderingTests {
    @Test(arguments: [
        "http://127.0.0.1:8080", "https://a.example", #"https://a.example/"q\"#, "https://münze.example/pay/pay",
    ])
    func `gives the original back byte for byte`(baseURL: String) throws {
        for keyMode in [KeyMode.test, .live] {
            let id = try #require(SessionFixtures.id)
            let createdAt = try #require(SessionFixtures.createdAt)
            let session = try SessionFixtures.newSession()
            let original = SessionRendering.render(
                session,
                id: id,
                keyMode: keyMode,
                baseURL: baseURL,
                createdAt: createdAt
            )
            let fields = StoredFields(of: session, id: id, keyMode: keyMode, createdAt: createdAt)
            let compact = CompactRendering(of: original, fields: fields)
            let again = compact.original(
                id: id,
                keyMode: keyMode,
                createdAt: createdAt,
                expiresAt: createdAt + session.lifetimeSeconds
            )
            #expect(String(decoding: again, as: UTF8.self) == String(decoding: original, as: UTF8.self))
        }
    }

    @Test(arguments: SessionMode.allCases)
    func `every mode and an amount that is not chosen come back`(mode: SessionMode) throws {
        let id = try #require(SessionFixtures.id)
        let createdAt = try #require(SessionFixtures.createdAt)
        let session = NewSession(
            mode: mode,
            currency: try Currency("jpy"),
            lineItems: [LineItem(name: #"a","amount_total":1,"url":"/pay/"#, unitAmount: mode == .donation ? nil : 7)],
            amountTotal: 7,
            recurring: mode == .subscription ? .monthly : nil,
            customUnitAmount: mode == .donation ? try CustomUnitAmount(minimum: 1, maximum: nil, preset: nil) : nil,
            successURL: try RedirectURL("https://shop.example.com/a", keyMode: .live),
            cancelURL: try RedirectURL("https://shop.example.com/b", keyMode: .live),
            metadata: Metadata(),
            clientReferenceID: nil,
            customerEmail: nil,
            lifetimeSeconds: 300
        )
        let original = SessionRendering.render(
            session,
            id: id,
            keyMode: .live,
            baseURL: SessionFixtures.baseURL,
            createdAt: createdAt
        )
        let fields = StoredFields(of: session, id: id, keyMode: .live, createdAt: createdAt)
        let compact = CompactRendering(of: original, fields: fields)
        let again = compact.original(id: id, keyMode: .live, createdAt: createdAt, expiresAt: createdAt + 300)
        #expect(again == original)
    }
}
