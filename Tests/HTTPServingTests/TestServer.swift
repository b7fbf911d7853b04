import HTTPServing
import Reactors
import TestTools

/// A server on reactors of its own and a port the kernel chose.
struct TestServer: Sendable {
    let server: HTTPServer
    let reactors: [Reactor]
    let port: UInt16

    func connect(receiveBuffer: Int32? = nil) throws -> SocketClient {
        try SocketClient(port: port, receiveBuffer: receiveBuffer)
    }

    /// Sends bytes over a connection of their own and gives what came back until the server closed.
    func exchange(_ text: String) throws -> SocketResponse {
        let client = try connect()
        try client.send(text)
        let response = try client.receiveResponse()
        guard try client.isClosedByServer() else { throw SocketClientError.malformed("still open", []) }
        return response
    }
}

/// Runs a body on a thread of its own beside a server, then stops the server.
func withServer<Result: Sendable>(
    _ handler: TestHandler = TestHandler(),
    limits: HTTPLimits = HTTPLimits(),
    reactors count: Int = 1,
    _ body: @escaping @Sendable (TestServer) throws -> Result
) async throws -> Result {
    let reactors = (0..<count).map { Reactor(name: "test-http-\($0)") }
    let server = HTTPServer(reactors: reactors, handler: handler, limits: limits)
    for reactor in reactors { reactor.start() }
    defer { for reactor in reactors { reactor.stop() } }
    let address = try server.listen(host: "127.0.0.1", port: 0)
    return try await onThread { try body(TestServer(server: server, reactors: reactors, port: address.port)) }
}
