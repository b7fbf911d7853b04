import Bytes
import Checkout
import CheckoutAPI
import CheckoutEngine
import Cryptography
import HTTPServing

/// From bytes to a create that is understood.
extension Kernel {
    /// Finds the request in what a connection has read.
    static let parseRequest = Kernel("parse-request", "a create's head and body, in one piece", operations: 2000) {
        let bytes = SampleRequests.create(key: "order-1")
        var input = InputBuffer()
        var parser = RequestParser(limits: HTTPLimits())
        var request = HTTPRequest(peer: .unix)
        return { operations in
            for _ in 0..<operations {
                bytes.withUnsafeBytes { input.append($0) }
                let step = parser.advance(&input, &request)
                precondition(step == .whole, "the sample is one whole request")
                parser.reset()
            }
        }
    }

    /// Finds out who asks.
    static let authenticate = Kernel("authenticate", "hash of an API key, and its look-up", operations: 2000) {
        let local = try LocalEngine()
        let key = SampleShop.secret.bytes
        return { operations in
            for _ in 0..<operations {
                let found = local.engine.directory.authenticate(SHA256.digest(key))
                precondition(found?.id == SampleShop.keyID, "the sample's key is known")
            }
        }
    }

    /// Reads the body as JSON.
    static let readJSON = Kernel("read-json", "a create's body of 539 bytes", operations: 2000) {
        let body = Array(SampleRequests.createBody.utf8)
        return { operations in
            for _ in 0..<operations {
                keep(try? JSONDocument(parsing: body))
            }
        }
    }

    /// Checks all fields and makes a session of them.
    static let decodeCreate = Kernel("decode-create", "a create's JSON, checked and decoded", operations: 2000) {
        let document = try JSONDocument(parsing: Array(SampleRequests.createBody.utf8))
        return { operations in
            for _ in 0..<operations {
                keep(CreateSessionDecoder.decode(document, keyMode: .test))
            }
        }
    }

    /// Makes the two hashes of a request with an `Idempotency-Key`.
    static let claimKey = Kernel("claim-key", "hashes of an idempotency key and its create", operations: 1000) {
        let keys = IdempotencyKeys(secret: [UInt8](repeating: 7, count: 32))
        let caller = Caller(merchant: SampleShop.merchant, keyMode: .test, key: SampleShop.keyID)
        var input = InputBuffer()
        var parser = RequestParser(limits: HTTPLimits())
        var request = HTTPRequest(peer: .unix)
        SampleRequests.create(key: "order-1").withUnsafeBytes { input.append($0) }
        precondition(parser.advance(&input, &request) == .whole, "the sample is one whole request")
        let document = try JSONDocument(parsing: request.body)
        return { [request] operations in
            for _ in 0..<operations {
                keep(try? keys.claim(of: request, caller, document))
            }
        }
    }
}
