import TestTools
import Testing

/// Reading, expiring and canceling a session.
struct ChangeTests {
    @Test(arguments: [("expire", "expired"), ("cancel", "canceled")])
    func `ends an open session and shows what was made, but for its status`(verb: String, status: String) async throws {
        try await withService { service in
            let made = try await service.create()
            let id = made.json["id"].text
            service.clock.advance(seconds: 30)
            let reply = try await service.change(id, verb)
            #expect(reply.status == 200)
            #expect(reply.text == made.text.replacing(#""status":"open""#, with: #""status":"\#(status)""#))
            #expect(reply.json["completed_at"] == .null)
            #expect(try await service.read(id).text == reply.text)
            #expect(try await service.list("status=\(status)").ids == [id])
        }
    }

    @Test(arguments: ["expire", "cancel"])
    func `needs no body and no type, and takes an empty object`(verb: String) async throws {
        try await withService { service in
            let path = { (id: String) in "\(RunningService.sessions)/\(id)/\(verb)" }
            for (body, type) in [
                ("", nil), ("", "text/plain"), ("{}", "application/json"), (" { } ", "application/json"),
            ] {
                let id = try await service.makeSession()
                let headers = body.isEmpty ? type.map { [("Content-Type", $0)] } ?? [] : []
                let reply = try await service.call("POST", path(id), headers, body: body, type: type)
                #expect(reply.status == 200, "\(body) \(type ?? "none"): \(reply.text)")
            }
            let chunked = try await service.makeSession()
            let head = "POST \(path(chunked)) HTTP/1.1\r\nHost: h\r\n\(service.authorization)\r\n"
            let reply = try await service.exchange("\(head)Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
            #expect(reply.status == 200, "a chunked body that is empty is none")
        }
    }

    @Test(arguments: ["expire", "cancel"])
    func `refuses any other body, and nothing changes`(verb: String) async throws {
        try await withService { service in
            let id = try await service.makeSession()
            let table = [
                ("[]", "400 body_invalid"), ("null", "400 body_invalid"), (" ", "400 body_invalid"),
                ("{", "400 body_invalid"),
                (#"{"reason":"x"}"#, "400 parameter_unknown"),
            ]
            for (body, verdict) in table {
                let reply = try await service.change(id, verb, body: body)
                #expect(reply.verdict == verdict, "\(body)")
                #expect(reply.param == (verdict.hasSuffix("unknown") ? "reason" : ""))
            }
            let path = "\(RunningService.sessions)/\(id)/\(verb)"
            #expect(
                try await service.call("POST", path, body: "{}", type: nil).verdict == "415 unsupported_media_type"
            )
            #expect(try await service.call("POST", "\(path)?now=1").verdict == "400 parameter_unknown")
            #expect(try await service.read(id).json["status"] == "open")
        }
    }

    @Test func `a session that has ended is refused, and nothing changes`() async throws {
        try await withService { service in
            for (verb, status) in [("expire", "expired"), ("cancel", "canceled")] {
                let id = try await service.makeSession()
                let ended = try await service.change(id, verb)
                for again in ["expire", "cancel"] {
                    let reply = try await service.change(id, again)
                    #expect(reply.verdict == "400 session_not_open", "\(again) after \(verb)")
                    #expect(reply.json["error"]["message"].text.contains(status))
                }
                #expect(try await service.read(id).text == ended.text)
            }
        }
    }

    @Test func `another merchant's session looks exactly like one that does not exist`() async throws {
        try await withService { service in
            let other = try await service.makeMerchant("Other")
            let id = try await service.makeSession()
            let nobody = String(id.dropLast()) + (id.last == "0" ? "1" : "0")
            for verb in ["", "/expire", "/cancel"] {
                let method = verb.isEmpty ? "GET" : "POST"
                let replies = try await [id, nobody]
                    .asyncMap { id in
                        let reply = try await service.call(
                            method,
                            "\(RunningService.sessions)/\(id)\(verb)",
                            as: .key(other.testKey)
                        )
                        #expect(reply.verdict == "404 resource_missing", "\(verb)")
                        #expect(reply.json["error"]["type"] == "not_found")
                        return reply.text.replacing(id, with: "ID")
                            .replacing(reply.field("request-id") ?? "none", with: "REQ")
                    }
                #expect(replies[0] == replies[1], "\(verb)")
            }
            #expect(try await service.read(id).json["status"] == "open")
        }
    }

    @Test func `a read takes no query`() async throws {
        try await withService { service in
            let id = try await service.makeSession()
            let reply = try await service.read("\(id)?expand=line_items")
            #expect(reply.verdict == "400 parameter_unknown")
            #expect(try await service.read("\(id)?").status == 200)
        }
    }
}

extension Array {
    /// Maps one after the other.
    fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self {
            values.append(try await transform(element))
        }
        return values
    }
}
