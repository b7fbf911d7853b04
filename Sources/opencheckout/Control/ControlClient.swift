import Foundation

/// Asks the server that holds a data directory, over its control socket.
struct ControlClient {
    /// How long a server may take for what it knows without looking.
    private static let promptSeconds = 10

    private let directory: String

    init(directory: String) {
        self.directory = directory
    }

    /// Sends a request and waits for its reply; nil if nobody listens there.
    func send(_ request: OperatorRequest) throws -> OperatorReply? {
        try ControlConnection(directory: directory).map { try Self.exchange(request, over: $0) }
    }

    /// The last sequence that is durable; nil if no server runs.
    func durableSequence() throws -> UInt64? {
        guard let connection = ControlConnection(directory: directory, seconds: Self.promptSeconds) else { return nil }
        let reply = try Self.exchange(.tellDurableSequence, over: connection)
        guard reply.failure == nil, let sequence = reply.lines.first.flatMap({ UInt64($0) }) else {
            throw Failure("the running server does not say what is durable; see its log")
        }
        return sequence
    }

    /// Hands on the pieces of an export as they come; false if nobody listens there.
    func export(_ request: ExportRequest, _ body: ([UInt8]) throws -> Void) throws -> Bool {
        guard let connection = ControlConnection(directory: directory) else { return false }
        try connection.send(path: ControlAPI.exportPath, request)
        guard try connection.receiveHead() else {
            throw Failure(try Self.receiveReply(over: connection).failure ?? "the running server refuses to export")
        }
        try connection.receiveBody(body)
        return true
    }

    /// Hands on events as they happen; false if nobody listens there, else it ends with the server or by an error.
    func listen(_ request: ListenRequest, _ body: (HeardEvent) async throws -> Void) async throws -> Bool {
        guard let connection = ControlConnection(directory: directory) else { return false }
        try connection.send(path: ControlAPI.listenPath, request)
        guard try connection.receiveHead() else {
            throw Failure(try Self.receiveReply(over: connection).failure ?? "the running server tells no events")
        }
        while let line = try connection.receiveStreamedLine() {
            guard let event = try? JSONDecoder().decode(HeardEvent.self, from: Data(line.utf8)) else { continue }
            try await body(event)
        }
        return true
    }

    private static func exchange(
        _ request: OperatorRequest,
        over connection: ControlConnection
    ) throws -> OperatorReply {
        try connection.send(path: ControlAPI.operatorPath, request)
        _ = try connection.receiveHead()
        return try receiveReply(over: connection)
    }

    private static func receiveReply(over connection: ControlConnection) throws -> OperatorReply {
        var answer = Data()
        try connection.receiveBody { answer.append(contentsOf: $0) }
        guard let reply = try? JSONDecoder().decode(OperatorReply.self, from: answer) else {
            throw Failure("the running server gave no answer; see its log")
        }
        return reply
    }
}
