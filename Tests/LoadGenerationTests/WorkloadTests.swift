import Foundation
import Testing

@testable import LoadGeneration

@Suite struct WorkloadTests {
    private func judge(
        _ workload: inout Workload,
        _ question: Question,
        status: Int,
        body: String,
        isReplay: Bool = false
    ) -> Verdict {
        let bytes = Array(body.utf8)
        let response = Response(status: status, body: 0..<bytes.count, isReplay: isReplay, closes: false)
        return bytes.withUnsafeBytes { workload.judge(response, $0, to: question) }
    }

    @Test func `the body is the one that the other benchmarks send`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = root.appendingPathComponent("Benchmarks/Fixtures/create-request.json")
        #expect(try String(contentsOf: file, encoding: .utf8) == CreateBody.text)
    }

    @Test func `requests are rendered as the API wants them`() throws {
        let address = try ServiceAddress(url: "http://127.0.0.1:8080/")
        var requests = RequestSet(address: address, key: "sk_test_k", keyPrefix: "load-p")
        let session = try #require(reference(FakeService.id(5)))
        func text(_ question: Question) -> String {
            requests.withBytes(of: question) { String(decoding: $0, as: UTF8.self) }
        }
        requests.leavesNothing = true
        let passing = text(Question(operation: .create, number: 1))
        #expect(!passing.contains("Idempotency-Key"))
        #expect(passing.contains("Content-Length: 540\r\n"))
        #expect(passing.hasSuffix(#""expires_in_seconds":300}"#))
        requests.leavesNothing = false
        let fields = "Host: 127.0.0.1:8080\r\nAuthorization: Bearer sk_test_k\r\n"
        let id = FakeService.id(5)
        #expect(
            text(Question(operation: .create, number: 42))
                == "POST /api/checkout/sessions HTTP/1.1\r\n\(fields)Content-Type: application/json\r\n"
                + "Content-Length: 542\r\nIdempotency-Key: load-p-000000000042\r\n\r\n\(CreateBody.text)"
        )
        #expect(text(Question(operation: .replay, number: 42)) == text(Question(operation: .create, number: 42)))
        #expect(
            text(Question(operation: .read, session: session))
                == "GET /api/checkout/sessions/\(id) HTTP/1.1\r\n\(fields)\r\n"
        )
        #expect(
            text(Question(operation: .list)) == "GET /api/checkout/sessions?limit=10 HTTP/1.1\r\n\(fields)\r\n"
        )
        #expect(
            text(Question(operation: .expire, session: session))
                == "POST /api/checkout/sessions/\(id)/expire HTTP/1.1\r\n\(fields)Content-Length: 0\r\n\r\n"
        )
    }

    @Test func `key prefixes differ from run to run`() {
        let prefixes = (0..<100).map { _ in RequestSet.randomKeyPrefix() }
        #expect(Set(prefixes).count == 100)
        #expect(prefixes.allSatisfy { $0.utf8.count == 16 })
    }

    @Test func `a replay has to bring the first body, byte for byte, and say that it is one`() {
        var workload = Workload(sessions: SessionPool(capacity: 10), seed: 0)
        let first = String(decoding: FakeService.session(FakeService.id(1)), as: UTF8.self)
        let question = Question(operation: .replay, number: 1, firstBody: Array(first.utf8))
        #expect(judge(&workload, question, status: 201, body: first, isReplay: true) == .right)
        #expect(judge(&workload, question, status: 201, body: first) == .wrongContent)
        #expect(judge(&workload, question, status: 201, body: first + " ", isReplay: true) == .wrongContent)
        #expect(judge(&workload, question, status: 409, body: "", isReplay: true) == .unexpectedStatus(409))
    }

    @Test(arguments: [
        "", "{}", #"{"id":"cs_short"}"#, #"{"object":"x","id":"\#(FakeService.id(1))"}"#,
        #"{"id":"xx_00000000000000000000000001"}"#, #"{"id":"cs_000000000000000000000000001"}"#,
    ])
    func `a create without an id is wrong`(body: String) {
        var workload = Workload(sessions: SessionPool(capacity: 10), seed: 0)
        #expect(judge(&workload, Question(operation: .create, number: 1), status: 201, body: body) == .wrongContent)
        #expect(workload.sessions.count == 0)
    }

    @Test func `a soak expires what it creates beyond what it began with`() {
        var workload = Workload(sessions: SessionPool(capacity: 10_000), seed: 5)
        workload.scenario = .soak
        var number = 0
        var expired: Set<SessionReference> = []
        for _ in 0..<20_000 {
            let question = workload.next()
            switch question.operation {
            case .create:
                number += 1
                let body = String(decoding: FakeService.session(FakeService.id(number)), as: UTF8.self)
                #expect(judge(&workload, question, status: 201, body: body) == .right)
            case .expire: #expect(expired.insert(question.session).inserted)
            case .read: #expect(!expired.contains(question.session))
            case .list: break
            case .replay: Issue.record("a soak replays nothing")
            }
            #expect(workload.sessions.count <= 1000)
        }
        #expect((7_000...9_500).contains(expired.count) && number == expired.count + 1000, "\(expired.count)")
    }

    @Test func `an expired session is not expired again`() {
        var random = SplitMix64(seed: 3)
        var pool = SessionPool(capacity: 100)
        for number in 0..<50 { pool.add(reference(FakeService.id(number)) ?? SessionReference(), using: &random) }
        var taken: [SessionReference] = []
        while let session = pool.take(using: &random) {
            #expect(!taken.contains(session))
            taken.append(session)
        }
        #expect(taken.count == 50)
    }

    @Test func `a full pool keeps its size, and parts of a pool hold all of it`() {
        var random = SplitMix64(seed: 4)
        var pool = SessionPool(capacity: 10)
        for number in 0..<100 { pool.add(reference(FakeService.id(number)) ?? SessionReference(), using: &random) }
        #expect(pool.count == 10)
        #expect(SessionPool(parts: pool.parts(3)).count >= 9)
        #expect(SessionPool(parts: pool.parts(1)).count == 10)
    }

    private func reference(_ id: String) -> SessionReference? {
        FakeService.session(id).withUnsafeBytes { SessionReference(sessionBody: $0) }
    }
}
