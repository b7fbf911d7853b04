import TestTools

/// Requests over a socket, each on a connection and a thread of its own.
extension RunningService {
    static let sessions = "/api/checkout/sessions"

    /// A request; a body goes out as JSON unless `type` says otherwise.
    func call(
        _ method: String,
        _ path: String,
        as sender: Sender = .test,
        _ headers: [(String, String)] = [],
        body: String = "",
        type: String? = "application/json"
    ) async throws -> SocketResponse {
        try await call(method, path, as: sender, headers, bytes: Array(body.utf8), type: type)
    }

    /// A request whose body may be anything.
    func call(
        _ method: String,
        _ path: String,
        as sender: Sender = .test,
        _ headers: [(String, String)] = [],
        bytes: [UInt8],
        type: String? = "application/json"
    ) async throws -> SocketResponse {
        var fields = headers
        if let key = secret(of: sender) { fields.append(("Authorization", "Bearer \(key)")) }
        if !bytes.isEmpty, let type { fields.append(("Content-Type", type)) }
        let (allFields, port) = (fields, port)
        return try await onThread {
            try SocketClient(port: port).request(method, path, allFields, body: bytes)
        }
    }

    func get(_ path: String, as sender: Sender = .test) async throws -> SocketResponse {
        try await call("GET", path, as: sender)
    }

    /// Makes a session, at choice under an idempotency key.
    func create(
        _ body: String = Sample.payment,
        as sender: Sender = .test,
        idempotencyKey: String? = nil
    ) async throws -> SocketResponse {
        try await call("POST", Self.sessions, as: sender, Self.fields(idempotencyKey), body: body)
    }

    /// Expires or cancels a session, at choice with a body and under an idempotency key.
    func change(
        _ id: String,
        _ verb: String,
        as sender: Sender = .test,
        idempotencyKey: String? = nil,
        body: String = ""
    ) async throws -> SocketResponse {
        try await call("POST", "\(Self.sessions)/\(id)/\(verb)", as: sender, Self.fields(idempotencyKey), body: body)
    }

    func read(_ id: String, as sender: Sender = .test) async throws -> SocketResponse {
        try await get("\(Self.sessions)/\(id)", as: sender)
    }

    /// A page of sessions; `query` is what follows the question mark.
    func list(_ query: String = "", as sender: Sender = .test) async throws -> SocketResponse {
        try await get(query.isEmpty ? Self.sessions : "\(Self.sessions)?\(query)", as: sender)
    }

    /// Makes a session that is only wanted for its identifier.
    func makeSession(_ body: String = Sample.payment, as sender: Sender = .test) async throws -> String {
        try await create(body, as: sender).json["id"].text
    }

    /// Talks to the server over one connection, in whatever way.
    func connected<Result: Sendable>(
        _ body: @escaping @Sendable (SocketClient) throws -> Result
    ) async throws -> Result {
        let port = port
        return try await onThread { try body(SocketClient(port: port)) }
    }

    /// Sends bytes as they are, and gives the first reply.
    func exchange(_ text: String) async throws -> SocketResponse {
        try await connected { client in
            try client.send(text)
            return try client.receiveResponse()
        }
    }

    /// The `Authorization` line of the fixture's test key.
    var authorization: String { "Authorization: Bearer \(merchant?.testKey ?? "")" }

    private func secret(of sender: Sender) -> String? {
        switch sender {
        case .test: merchant?.testKey
        case .live: merchant?.liveKey
        case .key(let key): key
        case .nobody: nil
        }
    }

    private static func fields(_ idempotencyKey: String?) -> [(String, String)] {
        idempotencyKey.map { [("Idempotency-Key", $0)] } ?? []
    }
}
