import TestTools
import Testing

@testable import opencheckout

/// What a connection remembers of whose key its last request came with.
@Suite struct KnownCallerTests {
    @Test func `a connection does not outlive its key, nor lend it to another one`() async throws {
        try await withService { service async throws in
            let (id, key) = try await service.makeKey()
            let connection = try await KeptConnection(port: service.port)
            #expect(try await connection.list(as: key) == 200)
            #expect(try await connection.list(as: key) == 200)
            #expect(try await connection.list(as: String(key.dropLast()) + (key.hasSuffix("0") ? "1" : "0")) == 401)
            #expect(try await connection.list(as: key) == 200)
            #expect(try await connection.list(as: service.merchant?.liveKey ?? "") == 200)
            #expect(try await connection.list(as: key) == 200)
            #expect(await service.operate(.revokeKey(id: id)).failure == nil)
            #expect(try await connection.list(as: key) == 401)
            #expect(try await connection.list(as: service.merchant?.testKey ?? "") == 200)
        }
    }
}

/// A connection that several steps of a test use.
// Safe because each step is awaited before the next one begins.
private final class KeptConnection: @unchecked Sendable {
    private let client: SocketClient

    init(port: UInt16) async throws {
        client = try await onThread { Kept(client: try SocketClient(port: port)) }.client
    }

    /// The status of a list with a key.
    func list(as key: String) async throws -> Int {
        try await onThread { [self] in
            try client.request("GET", RunningService.sessions, [("Authorization", "Bearer \(key)")]).status
        }
    }

    /// Carries the client out of the thread that has connected it.
    // Safe because that thread lets go of it.
    private struct Kept: @unchecked Sendable {
        let client: SocketClient
    }
}
