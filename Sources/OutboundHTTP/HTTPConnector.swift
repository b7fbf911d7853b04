import AsyncHTTPClient
import Checkout
import NIOCore
import NIOHTTP1
package import NIOSSL

/// Sends requests over real connections, HTTP/1.1 and TLS 1.2 or later.
package final class HTTPConnector: OutboundConnector {
    private let limits: OutboundLimits
    private let clients: PinnedClients

    /// A connector that trusts the system's authorities, and others if they are given.
    ///
    /// Reads the system's authorities, some hundred files' worth: it belongs to a program's start.
    package init(limits: OutboundLimits, additionalTrustRoots: [NIOSSLCertificate] = []) {
        self.limits = limits
        clients = PinnedClients(limits: limits, trustRoots: TrustRoots.system() + additionalTrustRoots)
    }

    /// Sends a request over a connection that is kept, or a new one.
    package func send(
        _ request: OutboundRequest,
        to destination: Destination,
        at address: IPAddress,
        within time: Duration
    ) async throws(OutboundProblem) -> OutboundAnswer {
        let lease = try clients.lease(destination.host, at: address)
        defer { clients.release(lease) }
        let collector = AnswerCollector(limit: request.answerBytes ?? limits.answerBytes)
        do {
            let task = lease.client.execute(
                request: try Self.request(request, to: destination),
                delegate: collector,
                deadline: .now() + TimeAmount(time)
            )
            return try await withTaskCancellationHandler {
                try await task.futureResult.get()
            } onCancel: {
                task.cancel()
            }
        } catch is AnswerCollector.Overflow {
            return collector.answer(isTruncated: true)
        } catch {
            throw OutboundProblem(error, limits: limits)
        }
    }

    /// Closes all connections; whoever waits for an answer is told so.
    package func shutdown() async {
        await clients.shutdown()
    }

    private static func request(
        _ request: OutboundRequest,
        to destination: Destination
    ) throws -> HTTPClient.Request {
        let made = try HTTPClient.Request(
            url: destination.url,
            method: HTTPMethod(rawValue: request.method),
            headers: HTTPHeaders(request.headers.map { ($0.name, $0.value) }),
            body: request.body.isEmpty ? nil : .byteBuffer(ByteBuffer(bytes: request.body))
        )
        // Another reading of the host would leave the pinned address unused, and look the name up again.
        guard made.host == destination.host.text else { throw OutboundProblem.urlMalformed(.hostMalformed) }
        return made
    }
}
