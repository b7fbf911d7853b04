import Foundation
import TestTools
import Testing

@testable import opencheckout

/// What operators ask of a running server, through the socket in its data directory.
struct OperatorTests {
    private static let tuning: ServiceTuning = {
        var tuning = ServiceTuning()
        tuning.hasControlSocket = true
        return tuning
    }()

    @Test func `a merchant is made with keys that work, and is listed, shown and renamed`() async throws {
        let world = try TestWorld()
        let folder = try #require(world.folder)
        try await world.serve(tuning: Self.tuning) { service in
            let control = Control(folder.path)
            let made = try await control.send(.createMerchant(name: "Tea & Co", webhookURL: "https://a.example/hook"))
            let json = try JSONValue(parsing: made.json)
            #expect(
                made.json == """
                    {"id":"\(json["id"].text)","test_key":"\(json["test_key"].text)",\
                    "live_key":"\(json["live_key"].text)","webhook_secret":"\(json["webhook_secret"].text)",\
                    "live_webhook_secret":"\(json["live_webhook_secret"].text)"}
                    """
            )
            #expect(json["id"].text.wholeMatch(of: /mer_[0-9A-Za-z]{13}/) != nil)
            #expect(json["test_key"].text.wholeMatch(of: /sk_test_[0-9A-Za-z]{44}/) != nil)
            #expect(json["live_key"].text.wholeMatch(of: /sk_live_[0-9A-Za-z]{44}/) != nil)
            #expect(json["webhook_secret"].text.wholeMatch(of: /whsec_[0-9A-Za-z+\/]{43}=/) != nil)
            #expect(json["webhook_secret"] != json["live_webhook_secret"])
            for (key, isLive) in [(json["test_key"].text, false), (json["live_key"].text, true)] {
                #expect(try await service.create(as: .key(key)).json["livemode"] == .boolean(isLive))
            }
            let id = json["id"].text
            let list = try await control.json(.listMerchants)
            #expect(list["data"].elements.map(\.["name"].text).sorted() == ["Fixture", "Tea & Co"])
            _ = try await control.send(.updateMerchant(id: id, name: "Tea", webhook: .init(mode: "live", url: "")))
            let shown = try await control.json(.showMerchant(id: id))
            #expect(shown["name"] == "Tea")
            #expect(shown["test_webhook_url"] == "https://a.example/hook")
            #expect(shown["live_webhook_url"] == .null)
            let wallet = ["address", "asset_code", "asset_scale", "key_id"]
            let settings = ["live", "test"]
                .flatMap { mode in
                    wallet.map { "\(mode)_wallet_\($0)" } + ["\(mode)_webhook_url"]
                }
            #expect(shown.names == (["color", "created_at", "id", "name"] + settings).sorted())
        }
    }

    @Test func `keys are made, listed without what makes them keys, and revoked`() async throws {
        let world = try TestWorld()
        let folder = try #require(world.folder)
        try await world.serve(tuning: Self.tuning) { service in
            let control = Control(folder.path)
            let merchant = service.merchant?.id ?? ""
            let made = try await control.json(.createKey(merchant: merchant, mode: "test", name: "till 3"))
            let (id, key) = (made["id"].text, made["key"].text)
            #expect(try await service.list(as: .key(key)).status == 200)
            _ = try await control.send(.revokeKey(id: id))
            #expect(try await service.list(as: .key(key)).status == 401)
            let listing = try await control.send(.listKeys(merchant: merchant))
            let keys = try JSONValue(parsing: listing.json)["data"].elements
            let ours = try #require(keys.first { $0["id"].text == id })
            #expect(ours["name"] == "till 3")
            #expect(ours["mode"] == "test")
            #expect(ours["last4"].text == String(key.suffix(4)))
            #expect(ours["revoked_at"] == ManualClock.text(after: 0))
            #expect(ours["last_used_at"] == ManualClock.text(after: 0))
            #expect(!listing.json.contains(key.dropFirst(8)))
            #expect(keys.count == 3)
        }
    }

    @Test func `what cannot be done is refused in words`() async throws {
        let world = try TestWorld()
        let folder = try #require(world.folder)
        try await world.serve(tuning: Self.tuning) { service in
            let control = Control(folder.path)
            let merchant = service.merchant?.id ?? ""
            let table: [(OperatorRequest, String)] = [
                (.showMerchant(id: "mer_nobody"), "no merchant 'mer_nobody'"), (.showMerchant(id: ""), "no merchant"),
                (.listKeys(merchant: "x"), "no merchant"), (.revokeKey(id: "key_x"), "no key 'key_x'"),
                (.createKey(merchant: merchant, mode: "prod", name: nil), "'prod' is no mode"),
                (.createKey(merchant: "mer_x", mode: "test", name: nil), "no merchant 'mer_x'"),
                (.createMerchant(name: "", webhookURL: nil), "1 to 200 characters"),
                (.createMerchant(name: String(repeating: "n", count: 201), webhookURL: nil), "1 to 200 characters"),
                (.createMerchant(name: "n", webhookURL: "hook"), "webhook URL"),
                (.createKey(merchant: merchant, mode: "live", name: String(repeating: "n", count: 101)), "at most 100"),
                (.updateMerchant(id: merchant, name: nil, webhook: .init(mode: "x", url: "")), "'x' is no mode"),
            ]
            for (request, words) in table {
                let reply = try #require(try await control.reply(request))
                #expect(reply.failure?.contains(words) == true, "\(request): \(reply.failure ?? "done")")
            }
            let list = try await control.json(.listMerchants)
            #expect(list["data"].elements.count == 1)
        }
    }

    @Test func `a snapshot is written when it is asked for`() async throws {
        let world = try TestWorld()
        let folder = try #require(world.folder)
        try await world.serve(tuning: Self.tuning) { service in
            _ = try await service.makeSessions(2)
            let reply = try await Control(folder.path).json(.createSnapshot)
            #expect(FileManager.default.fileExists(atPath: folder.file(reply["file"].text)))
        }
    }

    @Test func `the socket is the owner's, and gone when the server has stopped`() async throws {
        let world = try TestWorld()
        let folder = try #require(world.folder)
        let socket = folder.file(ControlAPI.socketName)
        try await world.serve(tuning: Self.tuning) { _ in
            let mode = try FileManager.default.attributesOfItem(atPath: socket)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
        #expect(!FileManager.default.fileExists(atPath: socket))
        #expect(try await Control(folder.path).reply(.listMerchants) == nil)
    }

    @Test func `what is no operator's request is refused`() async throws {
        let world = try TestWorld()
        let folder = try #require(world.folder)
        try await world.serve(tuning: Self.tuning) { _ in
            let socket = folder.file(ControlAPI.socketName)
            try await onThread {
                let client = try SocketClient(unixPath: socket)
                for (method, path) in [
                    ("GET", "/operator"), ("POST", "/"), ("POST", "/operator"), ("GET", "/api/health"),
                ] {
                    let reply = try client.request(method, path, body: Array("{}".utf8))
                    #expect(reply.status == 400, "\(method) \(path)")
                }
            }
        }
    }

    @Test func `a data directory's path may be longer than a socket's address`() async throws {
        let folder = try TemporaryDirectory()
        let path = folder.file(String(repeating: "d", count: 200))
        guard case .held(let directory) = try DataDirectory.hold(path) else {
            Issue.record("a folder of our own is held")
            return
        }
        let world = TestWorld(disk: directory.disk, controlFolder: directory.path)
        try await world.serve(tuning: Self.tuning) { _ in
            let list = try await Control(path).json(.listMerchants)
            #expect(list["data"].elements.map(\.["name"].text) == ["Fixture"])
        }
    }

    @Test func `tables show the same as their document, and no control characters`() throws {
        var table = Table(["id", "name", "size"])
        table.add([.text("a"), .text("long\u{1B}[31m name"), .integer(5)])
        table.add([.text("bcd"), .none, .integer(12)])
        let reply = table.reply
        #expect(reply.lines == ["id   name            size", "a    long?[31m name  5", "bcd  -               12"])
        let data = try JSONValue(parsing: reply.json)["data"]
        #expect(data[0]["name"] == "long\u{1B}[31m name")
        #expect(data[1]["name"] == .null)
        #expect(data[1]["size"] == 12)
    }
}

/// The client that commands use, on a thread of its own.
private struct Control {
    private let directory: String

    init(_ directory: String) {
        self.directory = directory
    }

    /// The reply, also if it is a refusal; nil if nobody listens.
    func reply(_ request: OperatorRequest) async throws -> OperatorReply? {
        let directory = directory
        return try await onThread { try ControlClient(directory: directory).send(request) }
    }

    /// The reply to what must succeed.
    func send(_ request: OperatorRequest) async throws -> OperatorReply {
        let reply = try #require(try await reply(request))
        #expect(reply.failure == nil)
        return reply
    }

    func json(_ request: OperatorRequest) async throws -> JSONValue {
        try JSONValue(parsing: try await send(request).json)
    }
}
