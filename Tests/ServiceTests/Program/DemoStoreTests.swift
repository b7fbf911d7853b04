import TestTools
import Testing

@testable import opencheckout

/// What `serve --demo` prints.
struct DemoStoreTests {
    @Test func `the line of curl works as it stands, and again`() async throws {
        try await withService { service in
            let lines = try await DemoStore.lines(
                service.engine,
                baseURL: "http://127.0.0.1:\(service.port)",
                wallets: nil
            )
            let key = try #require(lines[0].split(separator: " ").last)
            #expect(key.hasPrefix("sk_test_"))
            let request = try CurlLine(
                try #require(lines[1].firstRange(of: "curl").map { String(lines[1][$0.lowerBound...]) })
            )
            #expect(request.url == "http://127.0.0.1:\(service.port)/api/checkout/sessions")
            let replies = [try await request.send(to: service), try await request.send(to: service)]
            for reply in replies {
                #expect(reply.status == 201, "\(reply.text)")
                #expect(reply.json["amount_total"] == 2499)
                #expect(reply.body == replies[0].body)
            }
            #expect(replies[0].json["success_url"].text.hasSuffix(replies[0].json["id"].text))
        }
    }

    @Test func `a second start keeps the store, gives a fresh key, and leaves the old one good`() async throws {
        let world = try TestWorld()
        var keys: [String] = []
        for _ in 0..<2 {
            keys.append(
                try await world.serve { service async throws in
                    let lines = try await DemoStore.lines(service.engine, baseURL: "http://x.example", wallets: nil)
                    return String(lines[0].split(separator: " ").last ?? "")
                }
            )
        }
        #expect(Set(keys).count == 2)
        let made = keys
        try await world.serve { service async throws in
            for key in made {
                #expect(try await service.list(as: .key(key)).status == 200)
            }
            let list = await service.operate(.listMerchants)
            #expect(try JSONValue(parsing: list.json)["data"].elements.count == 2, "the fixture and one store")
        }
    }
}

/// A line of curl, read as a shell reads single quotes.
private struct CurlLine {
    let url: String
    private var headers: [(String, String)] = []
    private var body = ""

    init(_ line: String) throws {
        let words = line.split(separator: "'", omittingEmptySubsequences: false).enumerated()
            .flatMap { index, part in
                index.isMultiple(of: 2) ? part.split(separator: " ").map(String.init) : [String(part)]
            }
        url = try #require(words.first { $0.hasPrefix("http") })
        for (option, value) in zip(words, words.dropFirst()) {
            if option == "-H" {
                let parts = value.split(separator: ":", maxSplits: 1)
                headers.append((String(parts[0]), String(parts[1].drop { $0 == " " })))
            } else if option == "-d" {
                body = value
            }
        }
    }

    func send(to service: RunningService) async throws -> SocketResponse {
        try await service.call("POST", RunningService.sessions, as: .nobody, headers, body: body, type: nil)
    }
}
