import HTTPServing
import TestTools
import Testing

/// What happens between a head and its body.
@Suite(.timeLimit(.minutes(1)))
struct AdmissionTests {
    private static let refusing = TestHandler(
        onAdmit: { _ in .refuse(.text(401, "who are you")) },
        onHandle: { _, reply in reply.send(.text(200, "handled")) }
    )

    @Test func `a client that expects 100 Continue gets it, then the reply`() async throws {
        try await withServer { server in
            let client = try server.connect()
            for _ in 0..<2 {
                try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-Continue\r\n\r\n")
                #expect(try client.receiveResponse().status == 100)
                try client.send("hi")
                #expect(try client.receiveResponse().text == "post / hi")
            }
        }
    }

    @Test func `no 100 Continue when the body is there, there is none, or the client is of 1-0`() async throws {
        try await withServer { server in
            let client = try server.connect()
            try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\nhi")
            #expect(try client.receiveResponse().text == "post / hi")
            try client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n")
            #expect(try client.receiveResponse().text == "post / ")
            try client.send("POST / HTTP/1.0\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
            try client.send("hi")
            #expect(try client.receiveResponse().text == "post / hi")
        }
    }

    @Test(arguments: [
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nh",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n9999999\r\n",
    ])
    func `an unwanted body is refused before it is read, and before it is too large`(bytes: String) async throws {
        let response = try await withServer(Self.refusing) { try $0.exchange(bytes) }
        #expect(response.status == 401)
        #expect(response.text == "who are you")
    }

    @Test func `a request that came whole is not asked about`() async throws {
        let response = try await withServer(Self.refusing) { try $0.connect().request("POST", "/", body: [1, 2]) }
        #expect(response.text == "handled")
    }

    @Test func `a handler is asked once a request, however slowly the body comes`() async throws {
        let asked = Recorder<String>()
        let handler = TestHandler(onAdmit: { request in
            asked.record(describe(request))
            return .read
        })
        try await withServer(handler) { server in
            let client = try server.connect()
            for path in ["/1", "/2"] {
                try client.send("POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
                #expect(try client.receiveResponse().status == 100)
                for letter in ["a", "b", "c"] {
                    let before = server.server.counts.bytesIn
                    try client.send(letter)
                    try wait(while: server.server.counts.bytesIn == before)
                }
                #expect(try client.receiveResponse().text == "post \(path) abc")
            }
        }
        #expect(asked.values == ["post /1 ", "post /2 "])
    }

    @Test(arguments: [4 << 20, 7 << 20])
    func `a client that sends its whole body first still reads why it was refused`(count: Int) async throws {
        try await withServer { server in
            let client = try server.connect()
            try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(count)\r\n\r\n")
            try client.send([UInt8](repeating: 0, count: count))
            let response = try client.receiveResponse()
            #expect(response.status == 413)
            #expect(response.text == "bodyTooLarge")
            #expect(try client.isClosedByServer())
        }
    }

    @Test func `a client that never stops sending is cut off`() async throws {
        var limits = HTTPLimits()
        limits.lingerBytes = 1 << 20
        try await withServer(limits: limits) { server in
            let client = try server.connect()
            #expect(throws: SocketClientError.self) {
                try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999999\r\n\r\n")
                for _ in 0..<1000 { try client.send([UInt8](repeating: 0, count: 1 << 20)) }
            }
            try wait(while: server.server.connectionCount > 0)
            #expect(server.server.counts.bytesIn < 2 << 20)
        }
    }
}
