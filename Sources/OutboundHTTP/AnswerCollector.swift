import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// Takes an answer in as it comes, as much of it as is kept.
final class AnswerCollector: HTTPClientResponseDelegate {
    /// The body is longer than what is kept: the rest is not read.
    struct Overflow: Error {}

    /// What has come so far; the body never exceeds the limit.
    private struct State {
        var status = 0
        var fields = HTTPHeaders()
        var body: [UInt8] = []
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) {
        self.limit = limit
    }

    func didReceiveHead(task: HTTPClient.Task<OutboundAnswer>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        state.withLock {
            $0.status = Int(head.status.code)
            $0.fields = head.headers
        }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<OutboundAnswer>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        let isWhole = state.withLock { state in
            let room = limit - state.body.count
            state.body.append(contentsOf: buffer.readableBytesView.prefix(room))
            return buffer.readableBytes <= room
        }
        // A part that fails ends the request, and its connection.
        return isWhole
            ? task.eventLoop.makeSucceededVoidFuture() : task.eventLoop.makeFailedFuture(Overflow())
    }

    func didFinishRequest(task: HTTPClient.Task<OutboundAnswer>) throws -> OutboundAnswer {
        answer(isTruncated: false)
    }

    /// What has come so far.
    func answer(isTruncated: Bool) -> OutboundAnswer {
        state.withLock {
            OutboundAnswer(status: $0.status, fields: $0.fields, body: $0.body, isTruncated: isTruncated)
        }
    }
}
