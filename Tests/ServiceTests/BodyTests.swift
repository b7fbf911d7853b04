import TestTools
import Testing

/// Content types, JSON, and fields that do not exist.
struct BodyTests {
    @Test func `a body is JSON by its type, whatever the parameters`() async throws {
        try await withService { service in
            let sessions = RunningService.sessions
            let good = [
                "application/json", "Application/JSON", "application/json; charset=utf-8",
                "application/json;charset=UTF-8",
                "application/json ; charset=utf-8",
            ]
            for type in good {
                let reply = try await service.call("POST", sessions, body: Sample.payment, type: type)
                #expect(reply.status == 201, "\(type)")
            }
            let bad: [String?] = [
                nil, "", "text/plain", "text/json", "application/x-www-form-urlencoded", "application/jsonp",
                "application/json+x", "application/vnd.api+json", "application", ";application/json",
            ]
            for type in bad {
                let reply = try await service.call("POST", sessions, body: Sample.payment, type: type)
                #expect(reply.verdict == "415 unsupported_media_type", "\(type ?? "none")")
            }
            let twice = [("Content-Type", "application/json")]
            let reply = try await service.call("POST", sessions, twice, body: Sample.payment)
            #expect(reply.verdict == "415 unsupported_media_type")
        }
    }

    @Test func `what is no strict JSON is refused`() async throws {
        try await withService { service in
            let deep = String(repeating: "[", count: 33) + String(repeating: "]", count: 33)
            let texts: [[UInt8]] = [
                [], Array(" ".utf8), Array("{".utf8), Array("{'a':1}".utf8), Array("{}x".utf8), Array("{}{}".utf8),
                Array("{} // c".utf8), Array(#"{"a":1,}"#.utf8), Array(#"{"a":01}"#.utf8),
                Array(#"{"a":NaN}"#.utf8),
                Array(#"{"mode":"payment","mode":"payment"}"#.utf8), Array(#"{"m\u006fde":1,"mode":1}"#.utf8),
                Array(#"{"mode":"\ud800"}"#.utf8), Array(#"{"mode":"\udc00\ud800"}"#.utf8),
                Array(#"{"mode":"\x"}"#.utf8),
                Array("{\"mode\":\"\u{1}\"}".utf8), Array("\u{feff}{}".utf8), Array(#"{"a":\#(deep)}"#.utf8),
                [0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D], [0x22, 0xC0, 0x80, 0x22],
                [0x22, 0xED, 0xA0, 0x80, 0x22],
                Array("[]".utf8), Array("1".utf8), Array("null".utf8), Array(#""text""#.utf8),
            ]
            for bytes in texts {
                let reply = try await service.call("POST", RunningService.sessions, bytes: bytes)
                #expect(reply.verdict == "400 body_invalid", "\(String(decoding: bytes, as: UTF8.self))")
                #expect(reply.json["error"]["param"] == .missing)
            }
        }
    }

    @Test func `nesting is taken to the depth of 32 and refused beyond it`() async throws {
        try await withService { service in
            // The root is the first level.
            for (levels, code) in [(31, "parameter_unknown"), (32, "body_invalid")] {
                let value = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
                let reply = try await service.create(Sample.payment(with: #""surplus":\#(value)"#))
                #expect(reply.verdict == "400 \(code)", "\(levels)")
            }
        }
    }

    @Test func `a field that does not exist is named with its path`() async throws {
        try await withService { service in
            let price = "line_items[0].price_data"
            let table: [(body: String, part: String, param: String)] = [
                (Sample.payment, #"{"mode":"#, "surplus"),
                (Sample.payment, #"{"price_data":"#, "line_items[0].surplus"),
                (Sample.payment, #"{"currency":"#, "\(price).surplus"),
                (Sample.payment, #"{"name":"#, "\(price).product_data.surplus"),
                (Sample.donation, #"{"minimum":"#, "\(price).custom_unit_amount.surplus"),
            ]
            for (body, part, param) in table {
                let wrong = body.replacing(part, with: #"{"surplus":null,\#(part.dropFirst())"#)
                let reply = try await service.create(wrong)
                #expect(reply.verdict == "400 parameter_unknown", "\(param)")
                #expect(reply.param == param)
            }
            let recurring = Sample.subscription.replacing(
                #""unit_amount":2000"#,
                with: #""unit_amount":2000,"recurring":{"interval":"year","surplus":1}"#
            )
            #expect(try await service.create(recurring).param == "\(price).recurring.surplus")
            let query = try await service.call("POST", "\(RunningService.sessions)?expand=1", body: Sample.payment)
            #expect(query.verdict == "400 parameter_unknown")
            #expect(query.param == "expand")
        }
    }
}
