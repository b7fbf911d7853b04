import TestTools
import Testing

/// Lists: order, pages, filters, cursors.
struct ListTests {
    @Test func `an empty list is a list`() async throws {
        try await withService { service in
            let reply = try await service.list()
            let expected =
                #"{"object":"list","url":"/api/checkout/sessions","data":[],"has_more":false,"next_cursor":null}"#
            #expect(reply.status == 200)
            #expect(reply.text == expected)
        }
    }

    @Test func `sessions come newest first, ten a page unless another limit is asked for`() async throws {
        try await withService { service in
            let made = try await service.makeSessions(23)
            let first = try await service.list()
            #expect(first.ids == Array(made.reversed().prefix(10)))
            #expect(first.json["has_more"] == true)
            #expect(try await service.list("limit=1").ids == Array(made.suffix(1)))
            let all = try await service.list("limit=100")
            #expect(all.ids == made.reversed())
            #expect(all.json["has_more"] == false)
            #expect(all.json["next_cursor"] == .null)
            let exact = try await service.list("limit=23")
            #expect(exact.json["has_more"] == false)
            let one = try await service.read(made[0])
            #expect(all.text.contains(one.text), "a list shows the object that a read shows")
        }
    }

    @Test func `a walk yields everything that was there at its start exactly once, while more is made`() async throws {
        try await withService { service in
            let made = try await service.makeSessions(25)
            let first = try await service.list("limit=7")
            var seen = first.ids
            var reply = first
            while reply.json["has_more"] == true {
                _ = try await service.makeSession()
                reply = try await service.list("limit=4&cursor=\(reply.cursor)")
                seen += reply.ids
            }
            #expect(seen == made.reversed())
            #expect(reply.json["next_cursor"] == .null)
        }
    }

    @Test func `a cursor survives a restart`() async throws {
        let world = try TestWorld()
        let (made, first) = try await world.serve { service in
            (try await service.makeSessions(12), try await service.list("limit=5"))
        }
        try await world.serve { service in
            _ = try await service.makeSession()
            let second = try await service.list("limit=100&cursor=\(first.cursor)")
            #expect(first.ids + second.ids == made.reversed())
        }
    }

    @Test func `a cursor that this merchant was not given is refused`() async throws {
        try await withService { service in
            _ = try await service.makeSessions(3)
            _ = try await service.create(as: .live)
            let other = try await service.makeMerchant("Other")
            let cursor = try await service.list("limit=1").cursor
            #expect(try await service.list("cursor=\(cursor)").status == 200)
            let flipped = cursor.last == "A" ? "B" : "A"
            let forged = [
                String(cursor.dropLast()) + flipped, "B" + cursor.dropFirst(), String(cursor.dropLast()),
                cursor + "A",
                cursor + "=", "A", "AAAA", "%00", String(cursor.reversed()), String(repeating: "A", count: 5000),
                cursor + cursor,
            ]
            for text in forged {
                let reply = try await service.list("cursor=\(text)")
                #expect(reply.verdict == "400 parameter_invalid", "\(text.prefix(100))")
                #expect(reply.param == "cursor")
            }
            for sender in [Sender.live, .key(other.testKey), .key(other.liveKey)] {
                #expect(try await service.list("cursor=\(cursor)", as: sender).param == "cursor", "\(sender)")
            }
        }
    }

    @Test func `a cursor carries its filters, and takes no others beside it`() async throws {
        try await withService { service in
            for index in 0..<6 {
                _ = try await service.makeSession(Sample.payment(reference: "r\(index % 2)"))
            }
            let first = try await service.list("limit=1&client_reference_id=r1&status=open")
            let cursor = first.cursor
            let second = try await service.list("cursor=\(cursor)")
            let references = second.json["data"].elements.map(\.["client_reference_id"].text)
            #expect(references == ["r1", "r1"])
            #expect(second.json["has_more"] == false)
            let repeated = try await service.list("client_reference_id=r1&cursor=\(cursor)&status=open")
            #expect(repeated.ids == second.ids)
            let refused = [
                ("client_reference_id=r0", "client_reference_id"), ("status=expired", "status"),
                ("created_after=2026-01-01T00:00:00Z", "created_after"),
                ("created_before=2027-01-01T00:00:00Z", "created_before"),
            ]
            for (filter, param) in refused {
                let reply = try await service.list("\(filter)&cursor=\(cursor)")
                #expect(reply.verdict == "400 parameter_invalid", "\(filter)")
                #expect(reply.param == param)
            }
            let plain = try await service.list("limit=1")
            #expect(try await service.list("status=open&cursor=\(plain.cursor)").param == "status")
        }
    }

    @Test func `a bad parameter is refused by name`() async throws {
        try await withService { service in
            let table = [
                ("limit=0", "limit"), ("limit=101", "limit"), ("limit=-1", "limit"), ("limit=ten", "limit"),
                ("limit=1.0", "limit"), ("limit=01", "limit"), ("limit=", "limit"), ("limit", "limit"),
                ("limit=%31%", "limit"),
                ("limit=5&limit=5", "limit"), ("limit=99999999999999999999", "limit"), ("limit=+5", "limit"),
                ("status=paid", "status"), ("status=Open", "status"), ("status=", "status"), ("cursor=", "cursor"),
                ("client_reference_id=", "client_reference_id"), ("client_reference_id=%ff", "client_reference_id"),
                ("created_after=yesterday", "created_after"), ("created_after=2026-06-15", "created_after"),
                ("created_after=2026-06-15T00:00:00", "created_after"),
                ("created_after=1781524800", "created_after"),
                ("created_before=2026-06-15T00:00:00%2B02:00", "created_before"),
                ("created_before=2026-02-30T00:00:00Z", "created_before"),
            ]
            for (query, param) in table {
                let reply = try await service.list(query)
                #expect(reply.verdict == "400 parameter_invalid", "\(query)")
                #expect(reply.param == param, "\(query)")
            }
            for query in ["page=2", "Limit=5", "limit=5&x=1", "starting_after=cs_1", "limit=5&", "&"] {
                #expect(try await service.list(query).verdict == "400 parameter_unknown", "\(query)")
            }
            #expect(try await service.list("%6Cimit=5").status == 200)
        }
    }

    @Test func `filters choose by status, reference and time, exclusive of the time itself`() async throws {
        try await withService { service in
            let first = try await service.makeSession(Sample.payment(reference: "a b&c"))
            service.clock.advance(seconds: 60)
            let second = try await service.makeSession(Sample.payment(reference: "x"))
            service.clock.advance(seconds: 60)
            let third = try await service.makeSession()
            _ = try await service.change(second, "expire")
            _ = try await service.change(third, "cancel")
            let table: [(String, [String])] = [
                ("status=open", [first]), ("status=expired", [second]), ("status=canceled", [third]),
                ("status=completed", []), ("status=processing", []), ("client_reference_id=a%20b%26c", [first]),
                ("client_reference_id=a+b%26c", [first]), ("client_reference_id=A%20b%26c", []),
                ("created_after=2026-06-15T12:00:00Z", [third, second]),
                ("created_after=2026-06-15T11:59:59Z", [third, second, first]),
                ("created_before=2026-06-15T12:02:00Z", [second, first]),
                ("created_before=2026-06-15T12:00:00Z", []),
                ("created_after=2026-06-15T12:00:00Z&created_before=2026-06-15T12:02:00.5Z", [third, second]),
                ("status=expired&client_reference_id=x&created_after=2026-06-15T12:00:59Z", [second]),
            ]
            for (query, expected) in table {
                let reply = try await service.list(query)
                #expect(reply.status == 200, "\(query): \(reply.text)")
                #expect(reply.ids == expected, "\(query)")
            }
        }
    }

    @Test func `another merchant's sessions are in no list`() async throws {
        try await withService { service in
            let other = try await service.makeMerchant("Other")
            let ours = try await service.makeSessions(3)
            let theirs = try await service.create(Sample.payment, as: .key(other.testKey)).json["id"].text
            #expect(try await service.list().ids == ours.reversed())
            #expect(try await service.list(as: .key(other.testKey)).ids == [theirs])
            #expect(try await service.list(as: .key(other.liveKey)).ids.isEmpty)
        }
    }
}

extension RunningService {
    /// Makes so many sessions, one after the other.
    func makeSessions(_ count: Int) async throws -> [String] {
        var made: [String] = []
        for _ in 0..<count {
            made.append(try await makeSession())
        }
        return made
    }
}

extension SocketResponse {
    /// The identifiers of a list's sessions.
    var ids: [String] { json["data"].elements.map(\.["id"].text) }

    /// Where a list goes on.
    var cursor: String { json["next_cursor"].text }
}
