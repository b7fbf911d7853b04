import HTTPServing
import TestTools
import Testing

@Suite(.timeLimit(.minutes(1)))
struct TaskReplyTests {
    @Test func `an asynchronous function answers`() async throws {
        let handler = TestHandler(onHandle: { request, reply in
            let text = describe(request)
            reply.complete(within: .seconds(20)) {
                await Task.yield()
                return .text(200, text)
            }
        })
        try await withServer(handler) { server in
            let client = try server.connect()
            for number in 0..<20 { #expect(try client.request("GET", "/\(number)").text == "get /\(number) ") }
        }
    }

    @Test func `at the deadline the handler's words are sent and the function is cancelled`() async throws {
        let cancelled = Recorder<Bool>()
        let handler = TestHandler(onHandle: { _, reply in
            reply.complete(within: .milliseconds(20)) {
                await waitUntilCancelled()
                cancelled.record(Task.isCancelled)
                return .text(200, "late")
            }
        })
        try await withServer(handler) { server in
            let client = try server.connect()
            for _ in 0..<2 {
                let response = try client.request("GET", "/")
                #expect(response.status == 503)
                #expect(response.text == "deadlineExceeded")
            }
            try wait(while: cancelled.values.count < 2)
            #expect(cancelled.values == [true, true])
        }
    }

    @Test func `the function is cancelled when the client goes`() async throws {
        let cancelled = Recorder<Bool>()
        let handler = TestHandler(onHandle: { _, reply in
            reply.complete(within: .seconds(3600)) {
                await waitUntilCancelled()
                cancelled.record(Task.isCancelled)
                return .text(200, "late")
            }
        })
        try await withServer(handler) { server in
            let client = try server.connect()
            try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            try wait(while: server.server.counts.requests == 0)
            client.reset()
            try wait(while: cancelled.values.isEmpty)
            #expect(cancelled.values == [true])
        }
    }
}

/// Waits for what never comes.
private func waitUntilCancelled() async {
    let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
    for await _ in stream {}
    withExtendedLifetime(continuation) {}
}
