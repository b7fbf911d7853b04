import Glibc

/// One connection of a ``Receiver``; calls block, at most for two minutes.
package final class ReceiverConnection {
    private let descriptor: Int32
    private var received: [UInt8] = []

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
        var time = timeval(tv_sec: 120, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
        }
    }

    deinit {
        close(descriptor)
    }

    /// The next request; `nil` when the client has closed.
    package func request() throws -> ReceivedRequest? {
        while true {
            if let request = ReceivedRequest(from: &received) { return request }
            guard try receiveMore() else { return nil }
        }
    }

    /// Sends bytes, all of them; throws when the client does not take them.
    package func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count >= 0 else { throw SocketClientError.system("send", errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// Sends a whole answer.
    package func answer(_ status: String, _ fields: [String] = [], body: String = "") throws {
        let lines = ["HTTP/1.1 \(status)"] + fields + ["Content-Length: \(body.utf8.count)", "", body]
        try send(Array(lines.joined(separator: "\r\n").utf8))
    }

    /// Whether the client closes, having sent nothing more for so many milliseconds at most; what it sends is dropped.
    package func isClosed(within milliseconds: Int32) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&entry, 1, milliseconds) > 0 else { return false }
            guard recv(descriptor, &buffer, buffer.count, 0) > 0 else { return true }
        }
    }

    private func receiveMore() throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count >= 0 else { throw SocketClientError.system("recv", errno) }
        received += buffer[..<count]
        return count > 0
    }
}
