import Cryptography
import OutboundHTTP

/// Sending a call, trying it again where that is harmless, and telling success from failure.
extension OpenPaymentsClient {
    /// The JSON object that answers a call.
    func object(_ call: PaymentCall) async throws(OpenPaymentsProblem) -> AnswerObject {
        let answer = try await send(call)
        guard !answer.isTruncated, answer.body.count <= call.answerBytes else { throw .unusable(.tooLong) }
        do throws(AnswerProblem) { return try AnswerObject(parsing: answer.body) } catch { throw .unusable(error) }
    }

    /// What `read` makes of the JSON object that answers a call.
    func object<Value>(
        _ call: PaymentCall,
        _ read: (AnswerObject) throws(AnswerProblem) -> Value
    ) async throws(OpenPaymentsProblem) -> Value {
        let object = try await object(call)
        do throws(AnswerProblem) { return try read(object) } catch { throw .unusable(error) }
    }

    /// One page of a list, of which each entry is at the server that lists it.
    func page<Payment>(
        at url: RemoteURL,
        token: SecretText,
        of payment: (AnswerObject, OutboundPolicy) throws(AnswerProblem) -> Payment
    ) async throws(OpenPaymentsProblem) -> PaymentPage<Payment> {
        let call = PaymentCall(method: "GET", url: url, token: token, repetition: .harmless)
        return try await object(call) { (object) throws(AnswerProblem) in
            try PaymentPage(object) { (item) throws(AnswerProblem) in
                _ = try item.url("id", at: url.origin, policy: policy)
                return try payment(item, policy)
            }
        }
    }

    /// The answer to a call, whose status is a success.
    @discardableResult
    func send(_ call: PaymentCall) async throws(OpenPaymentsProblem) -> OutboundAnswer {
        var failures = 0
        while true {
            do throws(OpenPaymentsProblem) { return try await sendOnce(call) } catch {
                failures += 1
                guard failures <= WalletLimits.retries, let wait = wait(after: error, of: call, failures: failures)
                else {
                    throw error
                }
                do { try await clock.wait(for: wait) } catch _ { throw error }
            }
        }
    }

    /// A URL that a caller names, be it typed, stored or out of a document.
    func remote(_ url: String) throws(OpenPaymentsProblem) -> RemoteURL {
        do throws(OutboundProblem) { return try RemoteURL(url, policy: policy) } catch {
            throw .notSent(Obstacle(error))
        }
    }

    /// A URL of what a server has below another one, such as its quotes.
    func remote(below prefix: String, _ path: String) throws(OpenPaymentsProblem) -> RemoteURL {
        try remote(try remote(prefix).prefix + path)
    }

    private func sendOnce(_ call: PaymentCall) async throws(OpenPaymentsProblem) -> OutboundAnswer {
        let answer: OutboundAnswer
        do throws(OutboundProblem) { answer = try await transport.send(request(for: call), policy: policy) } catch {
            throw error.mayHaveArrived ? .unanswered(error) : .notSent(Obstacle(error))
        }
        guard 200..<300 ~= answer.status else { throw .refused(Refusal(answer)) }
        return answer
    }

    private func request(for call: PaymentCall) -> OutboundRequest {
        var request: OutboundRequest
        if call.isSigned {
            let signer = RequestSigner(keyID: identity.keyID, privateKey: identity.privateKey)
            request = signer.signed(call.method, call.url.text, token: call.token, body: call.body, at: clock.now)
        } else {
            request = OutboundRequest(
                method: call.method,
                url: call.url.text,
                headers: [("Accept", RequestSigner.contentType)],
                body: []
            )
        }
        request.answerBytes = call.answerBytes
        return request
    }

    /// How long to wait before a call is tried again; nil if it is not.
    ///
    /// What the other side asks for counts, else half a second, then one, two and so on, each less by up to a half.
    private func wait(after problem: OpenPaymentsProblem, of call: PaymentCall, failures: Int) -> Duration? {
        switch call.repetition {
        case .never: return nil
        case .harmless: break
        }
        switch problem {
        case .refused(let refusal):
            guard refusal.isTransient else { return nil }
            if let wait = refusal.retryAfter { return wait <= WalletLimits.longestWait ? wait : nil }
        // A kept connection may have been closed just as the request left; the next one is new.
        case .unanswered(.connectionClosed): break
        case .notSent, .unanswered, .unusable: return nil
        }
        let milliseconds = UInt64(500) << UInt64(failures - 1)
        return .milliseconds(milliseconds - random.next64() % (milliseconds / 2))
    }
}

extension Refusal {
    /// What a refusing answer says; its body may be anything.
    fileprivate init(_ answer: OutboundAnswer) {
        let object = answer.isTruncated ? nil : try? AnswerObject(parsing: answer.body)
        let details = (try? object?.optionalObject("error")).flatMap(\.self)
        self.init(
            status: answer.status,
            code: (try? (details ?? object)?.optionalString(details == nil ? "error" : "code")).flatMap(\.self),
            retryAfterSeconds: answer.field("retry-after").flatMap { Int64($0) }
        )
    }
}
