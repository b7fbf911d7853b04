import CheckoutEngine
import Foundation
import HTTPServing
import TestTools
import Testing

/// Starting and stopping: what keeps a service from starting, and what a stop leaves behind.
struct StartTests {
    @Test func `data under another encryption key is refused, and left as it is`() async throws {
        let world = try TestWorld()
        let id = try await world.serve { service in try await service.makeSession() }
        let other = world.under(encryptionKey: [UInt8](repeating: 8, count: 32))
        let error = try await #require(throws: RecoveryError.self) { try await other.serve { _ in } }
        guard case .wrongEncryptionKey = error else {
            Issue.record("\(error)")
            return
        }
        try await world.serve { service async throws in
            #expect(try await service.read(id).status == 200)
        }
    }

    @Test func `a port that somebody else has is refused by its number`() async throws {
        try await withService { service in
            let error = try await #require(throws: HTTPListenError.self) {
                try await withService(["port": "\(service.port)"]) { _ in }
            }
            #expect(error.code == .addressInUse)
            #expect(error.description.contains("\(service.port)"))
            #expect(try await service.get("/api/health", as: .nobody).status == 200)
        }
    }

    @Test func `a stop answers what is in flight, then closes, and writes a last snapshot`() async throws {
        let world = try TestWorld()
        let folder = try #require(world.folder)
        let service = try await world.start()
        let port = service.port
        let head = "POST /api/checkout/sessions HTTP/1.1\r\nHost: h\r\n\(service.authorization)\r\n"
        let body = Sample.payment
        let type = "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
        let reply = try await onThread {
            let client = try SocketClient(port: port)
            try client.send("\(head)\(type)Expect: 100-continue\r\n\r\n")
            #expect(try client.receiveResponse().status == 100, "the request is under way")
            let stopping = Task { try await service.stop() }
            try wait(while: (try? SocketClient(port: port)) != nil)
            try client.send(body)
            let reply = try client.receiveResponse()
            #expect(try client.isClosedByServer())
            return (reply, stopping)
        }
        try await reply.1.value
        #expect(reply.0.status == 201)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.contains { $0.hasPrefix("snapshot-") && $0.hasSuffix(".jsonl.gz") })
        try await world.serve { service async throws in
            #expect(try await service.read(reply.0.json["id"].text).text == reply.0.text)
        }
    }

    @Test(arguments: ["interval", "never"])
    func `a stop in good order loses nothing, however rarely the disk is synced`(durability: String) async throws {
        let world = try TestWorld()
        let made = try await world.serve(["durability": durability]) { service in
            try await service.create(idempotencyKey: "k")
        }
        #expect(made.status == 201)
        try await world.serve(["durability": durability]) { service async throws in
            #expect(try await service.create(idempotencyKey: "k").body == made.body)
        }
    }

    @Test(arguments: [
        ["threads": "1", "shards": "1"], ["threads": "4", "shards": "1"], ["threads": "1", "shards": "7"],
    ])
    func `any number of threads and shards serves`(options: [String: String]) async throws {
        try await withService(options) { service in
            let made = try await service.makeSessions(9)
            #expect(try await service.list("limit=4").ids == Array(made.reversed().prefix(4)))
            for id in made {
                #expect(try await service.change(id, "expire", idempotencyKey: id).status == 200)
            }
            #expect(try await service.list("status=expired&limit=100").ids == made.reversed())
        }
    }
}
