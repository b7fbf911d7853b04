import Bytes

/// The requests of one worker, each rendered once.
struct RequestSet {
    /// Whether creates are such that nothing is left of them: without a key, and for five minutes at the longest.
    var leavesNothing = false

    private var create: RequestTemplate
    private let passingCreate: RequestTemplate
    private var read: RequestTemplate
    private var list: RequestTemplate
    private var expire: RequestTemplate

    /// Digits of a key's number.
    private static let numberDigits = 12

    /// Renders all requests for a service and an API key; the prefix tells this worker's idempotency keys from all
    /// others.
    init(address: ServiceAddress, key: String, keyPrefix: String) {
        let path = "/api/checkout/sessions"
        let fields = " HTTP/1.1\r\nHost: \(address.authority)\r\nAuthorization: Bearer \(key)\r\n"
        let body = CreateBody.text
        create = RequestTemplate(
            before: "POST \(path)\(fields)Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
                + "Idempotency-Key: \(keyPrefix)-",
            slotBytes: Self.numberDigits,
            after: "\r\n\r\n\(body)"
        )
        let passingBody = CreateBody.text(expiresInSeconds: Limits.passingSessionSeconds)
        passingCreate = RequestTemplate(
            before: "POST \(path)\(fields)Content-Type: application/json\r\n"
                + "Content-Length: \(passingBody.utf8.count)\r\n\r\n\(passingBody)",
            slotBytes: 0,
            after: ""
        )
        let idBytes = SessionReference.byteCount
        read = RequestTemplate(before: "GET \(path)/", slotBytes: idBytes, after: "\(fields)\r\n")
        list = RequestTemplate(before: "GET \(path)?limit=10\(fields)\r\n", slotBytes: 0, after: "")
        expire = RequestTemplate(
            before: "POST \(path)/",
            slotBytes: idBytes,
            after: "/expire\(fields)Content-Length: 0\r\n\r\n"
        )
    }

    /// Gives the bytes that ask a question to a body; they hold until it returns.
    mutating func withBytes<Result>(of question: Question, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        switch question.operation {
        case .create where leavesNothing:
            return passingCreate.bytes.withUnsafeBytes(body)
        case .create, .replay:
            create.fill(with: question.number)
            return create.bytes.withUnsafeBytes(body)
        case .read:
            read.fill(with: question.session)
            return read.bytes.withUnsafeBytes(body)
        case .list:
            return list.bytes.withUnsafeBytes(body)
        case .expire:
            expire.fill(with: question.session)
            return expire.bytes.withUnsafeBytes(body)
        }
    }

    /// Eleven digits at random, so that two runs against one service share no idempotency key.
    static func randomKeyPrefix() -> String {
        var bytes: [UInt8] = []
        Base62.append(UInt128(UInt64.random(in: .min ... .max)), digits: 11, to: &bytes)
        return "load-" + String(decoding: bytes, as: UTF8.self)
    }
}
