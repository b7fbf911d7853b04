/// What wallets answer, as the protocol's documents show it.
enum Answers {
    static let wallet = """
        {"id":"https://wallet.example/alice","publicName":"Alice","assetCode":"USD","assetScale":2,
         "authServer":"https://auth.wallet.example/","resourceServer":"https://wallet.example/op",
         "cardService":{"a":[1]}}
        """

    static let granted = """
        {"access_token":{"value":"OS9M2PMHKUR64TB8N6BW","manage":"https://auth.wallet.example/token/dd17a202",
           "expires_in":600,"access":[{"type":"incoming-payment","actions":["create","read","complete"],
           "identifier":"https://wallet.example/shop"}]},
         "continue":{"access_token":{"value":"33OMUKMKSKU80UPRY5NM"},
           "uri":"https://auth.wallet.example/continue/4CF4"}}
        """

    static let pending = """
        {"interact":{"redirect":"https://auth.bank.example/interact/8c1d/0F2E4D6C8B0A9E7D?clientName=Shop",
           "finish":"0F2E4D6C8B0A9E7D"},
         "continue":{"access_token":{"value":"9QX0"},"uri":"https://auth.bank.example/continue/51aa","wait":5}}
        """

    static let continued = """
        {"access_token":{"value":"PAY1","manage":"https://auth.bank.example/token/1",
           "access":[{"type":"outgoing-payment","actions":["create","read","list"],
             "identifier":"https://bank.example/alice","limits":{
               "receiver":"https://wallet.example/op/incoming-payments/7c0e",
               "debitAmount":{"value":"2531","assetCode":"EUR","assetScale":2}}}]},
         "continue":{"access_token":{"value":"9QX1"},"uri":"https://auth.bank.example/continue/51aa"}}
        """

    static let incoming = """
        {"id":"https://wallet.example/op/incoming-payments/7c0e","walletAddress":"https://wallet.example/shop",
         "completed":false,"incomingAmount":{"value":"2500","assetCode":"USD","assetScale":2},
         "receivedAmount":{"value":"0","assetCode":"USD","assetScale":2},"expiresAt":"2026-01-01T00:30:00Z",
         "createdAt":"2026-01-01T00:00:00Z","metadata":{"externalRef":"cs_test_1","n":1},
         "methods":[{"type":"ilp","ilpAddress":"test.sandbox.shop.7c0e","sharedSecret":"c2Fu"}]}
        """

    static let quote = """
        {"id":"https://bank.example/op/quotes/5f1f","walletAddress":"https://bank.example/alice",
         "receiver":"https://wallet.example/op/incoming-payments/7c0e",
         "receiveAmount":{"value":"2500","assetCode":"USD","assetScale":2},
         "debitAmount":{"value":"2331","assetCode":"EUR","assetScale":2},
         "method":"ilp","createdAt":"2026-01-01T00:00:10Z","expiresAt":"2026-01-01T02:05:10.500+02:00"}
        """

    static let outgoing = """
        {"id":"https://bank.example/op/outgoing-payments/5f1f","walletAddress":"https://bank.example/alice",
         "quoteId":"https://bank.example/op/quotes/5f1f","failed":false,
         "receiver":"https://wallet.example/op/incoming-payments/7c0e",
         "receiveAmount":{"value":"2500","assetCode":"USD","assetScale":2},
         "debitAmount":{"value":"2331","assetCode":"EUR","assetScale":2},
         "sentAmount":{"value":"0","assetCode":"EUR","assetScale":2},
         "createdAt":"2026-01-01T00:01:00Z","metadata":{"externalRef":"cs_test_1"}}
        """

    static func page(_ item: String, cursor: String?) -> String {
        let pagination = cursor.map { #""endCursor":"\#($0)","startCursor":"\#($0)","# } ?? ""
        let hasNext = cursor != nil
        return #"{"pagination":{\#(pagination)"hasNextPage":\#(hasNext),"hasPreviousPage":false},"result":[\#(item)]}"#
    }

    static let emptyPage = #"{"pagination":{"hasNextPage":false,"hasPreviousPage":false},"result":[]}"#
}
