/// Reads calls off requests.
extension ResourceCall {
    /// The call of a method and a path behind the resource server's own; nil if there is none of that kind.
    init?(_ request: SignedRequest, method: String, path: [String]) throws(Malformation) {
        switch (method, path.first, path.count) {
        case ("POST", "incoming-payments", 1):
            self = .createIncomingPayment(try IncomingPaymentRequest(Self.body(of: request)))
        case ("GET", "incoming-payments", 1):
            let (address, page) = try Self.list(request)
            self = .listIncomingPayments(address, page)
        case ("GET", "incoming-payments", 2): self = .readIncomingPayment(path[1])
        case ("POST", "incoming-payments", 3) where path[2] == "complete":
            guard request.body.isEmpty else { throw Malformation("complete has no body") }
            self = .completeIncomingPayment(path[1])
        case ("POST", "quotes", 1): self = .createQuote(try QuoteRequest(Self.body(of: request)))
        case ("GET", "quotes", 2): self = .readQuote(path[1])
        case ("POST", "outgoing-payments", 1):
            self = .createOutgoingPayment(try OutgoingPaymentRequest(Self.body(of: request)))
        case ("GET", "outgoing-payments", 1):
            let (address, page) = try Self.list(request)
            self = .listOutgoingPayments(address, page)
        case ("GET", "outgoing-payments", 2): self = .readOutgoingPayment(path[1])
        case ("GET", "outgoing-payment-grant", 1): self = .readSpending
        case _: return nil
        }
    }

    private static func body(of request: SignedRequest) throws(Malformation) -> [UInt8] {
        guard request.isJSON else { throw Malformation("the body is application/json") }
        return request.body
    }

    private static func list(_ request: SignedRequest) throws(Malformation) -> (String, PageRequest) {
        let query = try FormParameters(request.query, allowing: ["wallet-address", "first", "last", "cursor"])
        guard let address = query["wallet-address"] else { throw Malformation("'wallet-address' is missing") }
        return (address, try PageRequest(query))
    }
}

extension SignedRequest {
    /// Whether the body is said to be JSON.
    var isJSON: Bool {
        let type = field("content-type")?.prefix { $0 != ";" && $0 != " " }
        return type?.lowercased() == "application/json"
    }
}
