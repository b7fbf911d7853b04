import HTTPServing
import TestTools
import Testing

/// Random damage to valid requests.
@Suite(.timeLimit(.minutes(2)))
struct MutationTests {
    private static let originals = [
        "GET /a?b HTTP/1.1\r\nHost: localhost:80\r\nAccept: */*\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\nhello",
        "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\nA: b\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\nhi",
        "HEAD /a HTTP/1.0\r\nHost: [::1]\r\n\r\n",
    ]

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `a damaged request gets a well-formed reply or a close, and the server goes on`(seed: UInt64) async throws {
        try await withServer(limits: .patient) { server in
            var random = Numbers(state: seed &* 0x9E37_79B9_7F4A_7C15)
            for round in 0..<250 {
                let first = Array(Self.originals[random.below(Self.originals.count)].utf8)
                let bytes = Self.damage(first + (round % 3 == 0 ? first : []), &random)
                let client = try server.connect()
                // A server that has closed already may refuse the rest.
                try? client.send(bytes)
                client.endSending()
                try Self.readReplies(client, toHead: bytes.starts(with: "HEAD".utf8), "seed \(seed), round \(round)")
            }
            #expect(try server.connect().request("GET", "/").status == 200, "seed \(seed)")
        }
    }

    /// Reads replies to the end of the stream, and fails at anything else; of one to a `HEAD` there is a head at most.
    private static func readReplies(_ client: SocketClient, toHead isHead: Bool, _ place: String) throws {
        var count = 0
        do {
            while try !client.isClosedByServer() {
                let response = try client.receiveResponse(toHead: isHead)
                count += 1
                #expect(response.status >= 100 && response.status < 600, "\(place)")
                guard !isHead else { return }
            }
        } catch SocketClientError.system("recv", _) where count > 0 {
            return
        } catch {
            Issue.record("\(place): \(error)")
        }
    }

    private static func damage(_ bytes: [UInt8], _ random: inout Numbers) -> [UInt8] {
        let spice: [[UInt8]] = [
            "\r", "\n", "\r\n", "\r\n\r\n", "\0", " ", "\t", ":", ",", ";", "0", "-1", "chunked", "#", "?", "HTTP/1.1",
            "Host: b\r\n",
            "Content-Length: 3\r\n", "Transfer-Encoding: chunked\r\n", "99999999999999999999", "\u{FF}",
        ]
        .map { Array($0.utf8) }
        var bytes = bytes
        for _ in 0...random.below(3) {
            let place = random.below(bytes.count)
            switch random.below(5) {
            case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
            case 1: bytes[place] ^= 1 << UInt8(random.below(8))
            case 2: bytes.insert(contentsOf: spice[random.below(spice.count)], at: place)
            case 3: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(8)))
            default:
                bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 20)], at: random.below(bytes.count))
            }
            if bytes.isEmpty { bytes = [UInt8(ascii: "G")] }
        }
        return bytes
    }

    /// Numbers that follow from a seed (xorshift64).
    private struct Numbers {
        var state: UInt64

        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state >> 11
        }

        mutating func below(_ limit: Int) -> Int {
            Int(next() % UInt64(limit))
        }
    }
}
