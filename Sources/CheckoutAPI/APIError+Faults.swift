import HTTPServing

/// What the server refuses by itself, in the words of the API.
extension APIError {
    init(_ fault: HTTPFault, limits: HTTPLimits) {
        switch fault {
        case .badRequest(let error):
            self.init(error)
        case .requestTimeout:
            self.init(
                status: 408,
                code: .requestTimeout,
                message: "The request did not come in time: a head has \(limits.headTime), "
                    + "a body \(limits.bodyTime)."
            )
        case .bodyTooLarge:
            self.init(status: 413, code: .bodyTooLarge, message: "A body has at most \(limits.bodyBytes) bytes.")
        case .targetTooLong:
            self.init(
                status: 414,
                code: .targetTooLong,
                message: "Path and query have at most \(limits.targetBytes) bytes together."
            )
        case .headTooLarge:
            self.init(status: 431, code: .headersTooLarge, message: "A head has at most \(limits.headBytes) bytes.")
        case .tooManyFields:
            self.init(status: 431, code: .headersTooLarge, message: "A head has at most \(limits.fields) fields.")
        case .notImplemented:
            self.init(status: 501, code: .notImplemented, message: "The only transfer coding taken is 'chunked'.")
        case .tooManyConnections, .deadlineExceeded:
            self.init(
                status: 503,
                kind: .api,
                code: .overloaded,
                message: "Too much is waiting. Try again in a moment."
            )
            retryAfter = 1
        case .versionNotSupported:
            self.init(status: 505, code: .versionNotSupported, message: "HTTP/1.1 and HTTP/1.0 are spoken here.")
        }
    }

    private init(_ error: HTTPSyntaxError) {
        switch error {
        case .lineEnding: self.init(head: "Every line of a head ends in CR LF, and neither stands elsewhere.")
        case .emptyLines: self.init(head: "At most one empty line may stand before a request.")
        case .requestLine: self.init(head: "A request line is method, target and version with one space between them.")
        case .method: self.init(head: "A method is a token.")
        case .target: self.init(head: "A target is visible ASCII without '#'.")
        case .targetForm: self.init(head: "A target is a path with an optional query; no absolute form is taken.")
        case .version: self.init(head: "A version is 'HTTP/1.1' or 'HTTP/1.0'.")
        case .fieldName: self.init(head: "A header field is a token, a colon right behind it, and a value.")
        case .fieldValue: self.init(head: "A header value has no control characters.")
        case .foldedField: self.init(head: "A header field stands on one line.")
        case .hostMissing: self.init(head: "HTTP/1.1 requires a Host.", param: "Host")
        case .hostRepeated: self.init(head: "There is one Host.", param: "Host")
        case .hostInvalid: self.init(head: "Host is a name or an address with an optional port.", param: "Host")
        case .contentLengthInvalid: self.init(head: "Content-Length is a decimal number.", param: "Content-Length")
        case .contentLengthRepeated: self.init(head: "There is one Content-Length.", param: "Content-Length")
        case .lengthAndCoding:
            self.init(head: "A body has Content-Length or Transfer-Encoding, not both.", param: "Transfer-Encoding")
        case .codingInHTTP10: self.init(head: "HTTP/1.0 has no Transfer-Encoding.", param: "Transfer-Encoding")
        case .chunkSize: self.init(body: "A chunk begins with its size in hexadecimal digits.")
        case .chunkExtensions: self.init(body: "There are too many chunk extensions.")
        case .chunkEnd: self.init(body: "A chunk ends in CR LF where its size says.")
        }
    }

    private init(head message: String, param: String? = nil) {
        self.init(status: 400, code: .parameterInvalid, message: message, param: param)
    }

    private init(body message: String) {
        self.init(status: 400, code: .bodyInvalid, message: message)
    }
}
