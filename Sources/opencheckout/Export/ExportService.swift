import Checkout
import CheckoutEngine
import HTTPServing
import Reactors

/// Sends exports to operators while requests go on.
///
/// Runs on the snapshots' reactor, whose thread the kernel gives what requests leave over. It renders a piece, hands it
/// to the connection, and waits there until the client has taken enough: what stands in memory at a time is bounded.
actor ExportService {
    private let engine: Engine
    private let reactor: Reactor

    /// Runs on its own thread.
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        reactor.asUnownedSerialExecutor()
    }

    init(engine: Engine, on reactor: Reactor) {
        self.engine = engine
        self.reactor = reactor
    }

    /// Answers a request with the export itself, or with why not.
    nonisolated func answer(_ request: ExportRequest, _ reply: HTTPReply) {
        // Ends with the connection: nothing is taken by a stream whose client has gone.
        Task { await self.send(request, reply) }
    }

    private func send(_ request: ExportRequest, _ reply: HTTPReply) async {
        do {
            let merchant = try request.merchant.map { try engine.directory.current.merchant(named: $0).id }
            let sessions = await engine.allSessions(of: merchant)
            let stream = reply.stream(HTTPResponse(status: 200))
            var encoder = ExportEncoder(request)
            for session in sessions {
                guard let piece = encoder.add(session) else { continue }
                guard await put(piece, into: stream) else { return }
                // Snapshots have their turn between two pieces.
                await Task.yield()
            }
            guard await put(encoder.finish(), into: stream) else { return }
            stream.finish()
        } catch {
            reply.send(ControlAPI.response(400, OperatorReply(failure: OperatorProblem.sentence(for: error))))
        }
    }

    /// Waits for room; false if the client has gone.
    private func put(_ piece: [UInt8], into stream: HTTPStream) async -> Bool {
        while !stream.write(piece) {
            guard stream.isOpen else { return false }
            await withCheckedContinuation { continuation in
                stream.onWritable { continuation.resume() }
            }
        }
        return true
    }
}
