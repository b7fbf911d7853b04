import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// An HTTPS server on loopback that answers every request with 200, and notes for whom it was taken.
final class TLSReceiver: Sendable {
    private struct State {
        var names: [String?] = []
        var hosts: [String] = []
        var connections = 0
    }

    /// Answers, and notes the `Host` field.
    private final class Handler: ChannelInboundHandler, Sendable {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let note: @Sendable (String) -> Void

        init(note: @escaping @Sendable (String) -> Void) {
            self.note = note
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head): note(head.headers.first(name: "host") ?? "")
            case .body: break
            case .end:
                let head = HTTPResponseHead(version: .http1_1, status: .ok, headers: ["Content-Length": "2"])
                context.write(wrapOutboundOut(.head(head)), promise: nil)
                context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: "ok")))), promise: nil)
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }
    }

    let port: Int
    private let channel: any Channel
    private let state: StateBox

    /// A reference to what several connections note.
    private final class StateBox: Sendable {
        let state = Mutex(State())
    }

    init(_ configuration: TLSConfiguration) async throws {
        let state = StateBox()
        var configuration = configuration
        configuration.sslContextCallback = { values, promise in
            state.state.withLock { $0.names.append(values.serverHostname) }
            promise.succeed(.noChanges)
        }
        let context = try NIOSSLContext(configuration: configuration)
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    state.state.withLock { $0.connections += 1 }
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(NIOSSLServerHandler(context: context))
                    try pipeline.configureHTTPServerPipeline()
                    try pipeline.addHandler(Handler { host in state.state.withLock { $0.hosts.append(host) } })
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        self.state = state
        port = channel.localAddress?.port ?? 0
    }

    deinit {
        channel.close(promise: nil)
    }

    /// The names that clients asked for when they connected.
    var names: [String?] { state.state.withLock(\.names) }

    /// The hosts that requests were for.
    var hosts: [String] { state.state.withLock(\.hosts) }

    var connections: Int { state.state.withLock(\.connections) }
}
