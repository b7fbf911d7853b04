import Glibc

/// A small HTTP client over a real socket that does what it is told, also what no client should do.
///
/// Calls block, at most for the time given at the start: tests that use it run on a thread of their own (see
/// `onThread`).
package final class SocketClient {
    private var descriptor: Int32
    private var received: [UInt8] = []

    /// Connects to a port of this machine, over IPv4 or IPv6, at choice with a small receive buffer.
    package init(port: UInt16, isIPv6: Bool = false, receiveBuffer: Int32? = nil, seconds: Int = 20) throws {
        descriptor = try Self.makeSocket(isIPv6 ? AF_INET6 : AF_INET, seconds: seconds)
        if var size = receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        if isIPv6 {
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            address.sin6_addr = in6addr_loopback
            try connect(&address)
        } else {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            try connect(&address)
        }
    }

    /// Connects to a Unix socket, whose path may be longer than a socket address holds.
    package init(unixPath: String, seconds: Int = 20) throws {
        descriptor = try Self.makeSocket(AF_UNIX, seconds: seconds)
        let slash = unixPath.lastIndex(of: "/") ?? unixPath.startIndex
        let folder = open(String(unixPath[..<slash]), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw SocketClientError.system("open", errno) }
        defer { _ = Glibc.close(folder) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array("/proc/self/fd/\(folder)\(unixPath[slash...])".utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        try connect(&address)
    }

    deinit {
        close()
    }

    /// Sends bytes, all of them.
    package func send(_ bytes: some Collection<UInt8>) throws {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw errno == EAGAIN ? SocketClientError.timeout : SocketClientError.system("send", errno)
            }
            rest = rest.dropFirst(count)
        }
    }

    /// Sends text.
    package func send(_ text: String) throws {
        try send(text.utf8)
    }

    /// Says that nothing more will be sent.
    package func endSending() {
        _ = shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Closes the socket.
    package func close() {
        if descriptor >= 0 { _ = Glibc.close(descriptor) }
        descriptor = -1
    }

    /// Closes the socket with a reset instead of a proper end.
    package func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    /// Everything up to the end of the stream.
    package func receiveToEnd() throws -> [UInt8] {
        while try receiveMore() {}
        defer { received = [] }
        return received
    }

    /// Exactly so many bytes.
    package func receive(_ count: Int) throws -> [UInt8] {
        while received.count < count {
            guard try receiveMore() else { throw SocketClientError.closed(received) }
        }
        return take(count)
    }

    /// Waits for the server's end of the stream; `false` if bytes come first.
    package func isClosedByServer() throws -> Bool {
        guard received.isEmpty else { return false }
        return try !receiveMore()
    }

    /// One final reply; one to a `HEAD` has no body.
    package func receiveResponse(toHead isHead: Bool = false) throws -> SocketResponse {
        var response = try receiveHead()
        if isHead || [204, 304].contains(response.status) || response.status < 200 { return response }
        if response.field("transfer-encoding") == "chunked" {
            response.body = try receiveChunks()
        } else if let length = response.field("content-length") {
            guard let count = Int(length) else { throw SocketClientError.malformed("Content-Length", received) }
            response.body = try receive(count)
        } else {
            response.body = try receiveToEnd()
        }
        return response
    }

    /// Sends a request with Host and, beside a body, Content-Length, and gives the reply; the connection stays.
    package func request(
        _ method: String,
        _ path: String,
        _ headers: [(String, String)] = [],
        body: [UInt8] = []
    ) throws -> SocketResponse {
        var lines = ["\(method) \(path) HTTP/1.1", "Host: localhost"]
        lines += headers.map { "\($0.0): \($0.1)" }
        if !body.isEmpty { lines.append("Content-Length: \(body.count)") }
        try send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
        return try receiveResponse(toHead: method == "HEAD")
    }

    /// Status line and fields, strictly read.
    private func receiveHead() throws -> SocketResponse {
        let statusLine = try receiveLine()
        let parts = statusLine.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "HTTP/1.1", parts[1].utf8.count == 3, let status = Int(parts[1]) else {
            throw SocketClientError.malformed("status line: \(statusLine)", received)
        }
        var response = SocketResponse(status: status, statusLine: statusLine, fields: [], body: [])
        while true {
            let line = try receiveLine()
            guard !line.isEmpty else { return response }
            guard let colon = line.firstIndex(of: ":") else {
                throw SocketClientError.malformed("field line: \(line)", received)
            }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            response.fields.append((line[..<colon].lowercased(), String(value)))
        }
    }

    private func receiveChunks() throws -> [UInt8] {
        var body: [UInt8] = []
        while true {
            let line = try receiveLine()
            guard let size = Int(line, radix: 16) else { throw SocketClientError.malformed("chunk: \(line)", received) }
            body += try receive(size)
            guard try receiveLine().isEmpty else { throw SocketClientError.malformed("chunk end", received) }
            if size == 0 { return body }
        }
    }

    private func receiveLine() throws -> String {
        var searched = 0
        while true {
            if let end = received[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                guard end > 0, received[end - 1] == UInt8(ascii: "\r") else {
                    throw SocketClientError.malformed("line end", received)
                }
                return String(decoding: take(end + 1).dropLast(2), as: UTF8.self)
            }
            searched = received.count
            guard try receiveMore() else { throw SocketClientError.closed(received) }
        }
    }

    private func take(_ count: Int) -> [UInt8] {
        defer { received.removeFirst(count) }
        return Array(received[..<count])
    }

    /// Reads once; `false` at the end of the stream.
    private func receiveMore() throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count >= 0 {
                received += buffer[..<count]
                return count > 0
            }
            if errno == EINTR { continue }
            throw errno == EAGAIN ? SocketClientError.timeout : SocketClientError.system("recv", errno)
        }
    }

    private static func makeSocket(_ family: Int32, seconds: Int) throws -> Int32 {
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw SocketClientError.system("socket", errno) }
        var time = timeval(tv_sec: seconds, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
        }
        return descriptor
    }

    private func connect<Address>(_ address: inout Address) throws {
        let length = socklen_t(MemoryLayout<Address>.size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, length) }
        }
        guard result == 0 else { throw SocketClientError.system("connect", errno) }
    }
}
