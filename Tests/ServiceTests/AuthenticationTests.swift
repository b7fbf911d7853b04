import Foundation
import TestTools
import Testing

@testable import opencheckout

/// Who gets in, and that nobody else learns why not.
struct AuthenticationTests {
    @Test func `missing, malformed, unknown and revoked keys get the same reply`() async throws {
        try await withService { service in
            let unknown = "sk_test_" + String(repeating: "A", count: 43)
            let revoked = try await service.revokedKey()
            let good = try #require(service.merchant?.testKey)
            let values: [String?] = [
                nil, "", "Bearer", "Bearer ", "Bearer sk_test_", "Bearer \(unknown)", "Bearer \(revoked)", good,
                "Token \(good)", "Bearer\(good)", "Bearer \(good)x", "Bearer \(good.dropLast())",
                "Bearer \(good) \(good)",
                "Bearer \(good.uppercased())", "Bearer \(good.replacing("sk_test_", with: "sk_live_"))",
                "Basic \(good)", "Basic !!!", "Basic \(Self.base64(good))", "Basic \(Self.base64(unknown + ":"))",
                "Basic \(Self.base64(":" + good))", "Digest username=\"\(good)\"",
            ]
            var replies: Set<String> = []
            for value in values {
                let headers = value.map { [("Authorization", $0)] } ?? []
                let reply = try await service.call("GET", RunningService.sessions, as: .nobody, headers)
                #expect(reply.status == 401, "\(value ?? "none")")
                replies.insert(reply.withoutRequestID)
            }
            #expect(replies.count == 1, "\(replies)")
        }
    }

    @Test func `a 401 says how to authenticate`() async throws {
        try await withService { service in
            let reply = try await service.list(as: .nobody)
            #expect(reply.verdict == "401 api_key_invalid")
            #expect(reply.json["error"]["type"] == "authentication_error")
            #expect(reply.field("www-authenticate") == "Bearer")
        }
    }

    @Test func `a key is taken as bearer token and as user name of Basic, whatever the password`() async throws {
        try await withService { service async throws in
            let key = try #require(service.merchant?.testKey)
            let values = [
                "Bearer \(key)", "bearer \(key)", "BEARER \(key)", "Bearer   \(key)",
                "Basic \(Self.base64(key + ":"))",
                "basic \(Self.base64(key + ":secret:more"))",
            ]
            for value in values {
                let reply = try await service.call(
                    "GET",
                    RunningService.sessions,
                    as: .nobody,
                    [("Authorization", value)]
                )
                #expect(reply.status == 200, "\(value)")
            }
        }
    }

    @Test func `two Authorization headers are refused, even of the same good key`() async throws {
        try await withService { service async throws in
            let key = try #require(service.merchant?.testKey)
            let value = ("Authorization", "Bearer \(key)")
            let reply = try await service.call("GET", RunningService.sessions, as: .nobody, [value, value])
            #expect(reply.verdict == "401 api_key_invalid")
        }
    }

    @Test func `revoking holds from the next request on, and leaves other keys alone`() async throws {
        let world = try TestWorld()
        let key = try await world.serve { service async throws in
            let (id, key) = try await service.makeKey()
            #expect(try await service.list(as: .key(key)).status == 200)
            #expect(await service.operate(.revokeKey(id: id)).failure == nil)
            #expect(try await service.list(as: .key(key)).status == 401)
            #expect(try await service.list().status == 200)
            return key
        }
        try await world.serve { service async throws in
            #expect(try await service.list(as: .key(key)).status == 401)
            #expect(try await service.list().status == 200)
        }
    }

    @Test func `without a key everything under api is 401, known or not`() async throws {
        try await withService { service async throws in
            let paths = ["/api", "/api/", "/api/nothing", "/api/health/", "/api/checkout/sessions/cs_1/refund"]
            for path in paths {
                #expect(try await service.get(path, as: .nobody).status == 401, "\(path)")
                #expect(try await service.get(path).verdict == "404 path_unknown", "\(path)")
            }
            for path in ["/", "/apis", "/API/checkout/sessions", "/healthz", "/metrics", "/operator"] {
                #expect(try await service.get(path, as: .nobody).verdict == "404 path_unknown", "\(path)")
            }
        }
    }

    @Test func `test and live keys see sessions of their mode only`() async throws {
        try await withService { service in
            let test = try await service.create()
            let live = try await service.create(as: .live)
            #expect(test.json["livemode"] == false)
            #expect(live.json["livemode"] == true)
            let ids = (test: test.json["id"].text, live: live.json["id"].text)
            #expect(try await service.read(ids.live).verdict == "404 resource_missing")
            #expect(try await service.read(ids.test, as: .live).verdict == "404 resource_missing")
            #expect(try await service.change(ids.live, "expire").verdict == "404 resource_missing")
            #expect(try await service.list().json["data"].elements.map(\.["id"].text) == [ids.test])
            #expect(try await service.list(as: .live).json["data"].elements.map(\.["id"].text) == [ids.live])
        }
    }

    private static func base64(_ text: String) -> String {
        Data(text.utf8).base64EncodedString()
    }
}

extension RunningService {
    /// Another test key of the fixture's merchant.
    func makeKey() async throws -> (id: String, key: String) {
        let json = try JSONValue(
            parsing: await operate(.createKey(merchant: merchant?.id ?? "", mode: "test", name: nil)).json
        )
        return (json["id"].text, json["key"].text)
    }

    fileprivate func revokedKey() async throws -> String {
        let (id, key) = try await makeKey()
        _ = await operate(.revokeKey(id: id))
        return key
    }
}

extension SocketResponse {
    /// Status, fields and body with what differs between any two replies taken out.
    fileprivate var withoutRequestID: String {
        let id = field("request-id") ?? "none"
        let lines = fields.filter { $0.name != "date" }.map { "\($0.name): \($0.value)" }
        return ([statusLine] + lines + [text]).joined(separator: "\n").replacing(id, with: "req_…")
    }
}
