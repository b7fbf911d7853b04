import Foundation
import HTTPServing
import TestTools
import Testing

@Suite(.timeLimit(.minutes(1)))
struct StreamTests {
    private static let words = TestHandler(onHandle: { _, reply in
        let stream = reply.stream(.text(200, "one "))
        #expect(stream.write(Array("two ".utf8)))
        #expect(stream.write([]))
        #expect(stream.write(Array("three".utf8)))
        stream.finish()
        #expect(!stream.isOpen)
        #expect(!stream.write([1]))
    })

    @Test func `a stream goes in chunks, and the connection goes on`() async throws {
        try await withServer(Self.words) { server in
            let client = try server.connect()
            for _ in 0..<2 {
                let response = try client.request("GET", "/")
                #expect(response.field("transfer-encoding") == "chunked")
                #expect(response.field("content-length") == nil)
                #expect(response.text == "one two three")
            }
        }
    }

    @Test func `to a 1-0 client a stream ends with the connection`() async throws {
        let response = try await withServer(Self.words) { try $0.exchange("GET / HTTP/1.0\r\n\r\n") }
        #expect(response.field("transfer-encoding") == nil)
        #expect(response.field("connection") == "close")
        #expect(response.text == "one two three")
    }

    @Test func `a HEAD gets a stream's head alone`() async throws {
        try await withServer(Self.words) { server in
            let client = try server.connect()
            for _ in 0..<2 { #expect(try client.request("HEAD", "/").field("transfer-encoding") == "chunked") }
        }
    }

    @Test func `a stream that is dropped or aborted cuts the connection`() async throws {
        let handler = TestHandler(onHandle: { request, reply in
            let stream = reply.stream(.text(200, "half"))
            if request.text(request.path) == "/abort" { stream.abort() }
        })
        try await withServer(handler) { server in
            for path in ["/abort", "/drop"] {
                let client = try server.connect()
                #expect(throws: SocketClientError.self) { try client.request("GET", path) }
            }
        }
    }

    @Test func `a stream takes no more than its mark, and says when it takes more`() async throws {
        let pieces = 200
        let handler = TestHandler(onHandle: { _, reply in
            let stream = reply.stream(HTTPResponse(status: 200))
            Thread.detachNewThread {
                let piece = [UInt8](repeating: 7, count: 100_000)
                var refused = 0
                for _ in 0..<pieces {
                    while !stream.write(piece) {
                        refused += 1
                        let room = DispatchSemaphore(value: 0)
                        stream.onWritable { room.signal() }
                        room.wait()
                    }
                }
                #expect(refused > 0)
                stream.finish()
            }
        })
        try await withServer(handler) { server in
            let client = try server.connect(receiveBuffer: 32 << 10)
            #expect(try client.request("GET", "/").body.count == pieces * 100_000)
        }
    }

    @Test func `the writer of a stream learns that its client has gone`() async throws {
        let streams = Recorder<HTTPStream>()
        let called = Recorder<Bool>()
        let handler = TestHandler(onHandle: { _, reply in
            let stream = reply.stream(HTTPResponse(status: 200))
            while stream.write([UInt8](repeating: 1, count: 100_000)) {}
            stream.onWritable { called.record(true) }
            streams.record(stream)
        })
        try await withServer(handler) { server in
            let client = try server.connect(receiveBuffer: 32 << 10)
            try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            try wait(while: streams.values.isEmpty)
            client.reset()
            try wait(while: called.values.isEmpty)
            let stream = try #require(streams.take())
            try wait(while: stream.isOpen)
            #expect(!stream.write([1]))
            stream.finish()
        }
    }
}
