package import Reactors

/// An HTTP/1.1 server on reactors (RFC 9110, RFC 9112).
///
/// Listening sockets are watched by the first reactor, which hands each connection to the reactor with the fewest;
/// there it stays. The reactors are the caller's to start and to stop; `drain` comes before the stop.
package final class HTTPServer: Sendable {
    private let workers: [HTTPWorker]
    private let acceptor: Acceptor

    /// Puts a server on reactors, of which there is at least one; it does not listen yet.
    package init(reactors: [Reactor], handler: some HTTPHandler, limits: HTTPLimits) {
        precondition(!reactors.isEmpty, "a server has at least one reactor")
        precondition(limits.targetBytes < limits.headBytes, "a target fits into a head")
        workers = reactors.map { HTTPWorker(reactor: $0, handler: handler, limits: limits) }
        acceptor = Acceptor(workers: workers, limits: limits)
        for worker in workers {
            worker.reactor.post { worker.reactor.add(worker) }
        }
    }

    /// Listens on an address (`127.0.0.1`, `::1`, `0.0.0.0`) or a name; port 0 lets the kernel choose one.
    ///
    /// The address that was bound is returned. No other process can listen on the same address and port. A name is
    /// looked up on the calling thread.
    package func listen(host: String, port: UInt16) throws(HTTPListenError) -> SocketAddress {
        do throws(SystemCalls.Failure) {
            let (descriptor, address) = try SystemCalls.listen(host: host, port: port)
            accept(from: descriptor, unixPath: nil)
            return address
        } catch {
            throw HTTPListenError(error, address: "\(host):\(port)")
        }
    }

    /// Listens on a Unix socket that only its owner may connect to (mode 0600), whatever the length of its path.
    ///
    /// The last component alone has at most 80 bytes. A socket nobody listens on any more is replaced. The file is
    /// removed when the server stops accepting.
    package func listen(unixPath: String) throws(HTTPListenError) {
        do throws(SystemCalls.Failure) {
            accept(from: try SystemCalls.listen(unixPath: unixPath), unixPath: unixPath)
        } catch {
            throw HTTPListenError(error, address: unixPath)
        }
    }

    /// Connections open now.
    package var connectionCount: Int { counts.open }

    /// What the server has done so far; cheap, and from any thread.
    package var counts: HTTPCounts {
        var counts = HTTPCounts()
        for worker in workers { worker.counters.add(to: &counts) }
        return counts
    }

    /// Takes the connections that wait in the backlog, then closes the listening sockets, soon; connections stay.
    package func stopAccepting() {
        workers[0].reactor.post { [acceptor] in acceptor.stop() }
    }

    /// Stops accepting, closes idle connections, gives every request under way its reply, with `Connection: close`,
    /// and closes behind it; cuts what is left after the limit.
    ///
    /// Returns when no connection is left. Once in a server's life.
    package func drain(within limit: Duration) async -> HTTPDrainReport {
        let deadline = MonotonicTime.current + limit
        stopAccepting()
        var sum = HTTPDrainReport()
        // The first worker's part is posted behind the stop, and the others' only after it has begun: what was
        // accepted last is in their mailboxes before they drain.
        await withCheckedContinuation { began in
            workers[0].reactor.post { began.resume() }
        }
        await withTaskGroup(of: HTTPDrainReport.self) { group in
            for worker in workers {
                group.addTask {
                    await withCheckedContinuation { done in
                        worker.reactor.post { worker.drain(until: deadline) { done.resume(returning: $0) } }
                    }
                }
            }
            for await report in group { sum.cutExchanges += report.cutExchanges }
        }
        return sum
    }

    private func accept(from descriptor: Int32, unixPath: String?) {
        workers[0].reactor.post { [acceptor] in acceptor.add(descriptor, unixPath: unixPath) }
    }
}
