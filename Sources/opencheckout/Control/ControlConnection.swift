import Foundation
import Glibc

/// A connection to the control socket of the server that holds a data directory: one request, one reply.
///
/// Reads whole replies and such as come piece by piece. Its other end is always our own server, so the reading is
/// simple: anything unexpected is a failure.
final class ControlConnection {
    private static let pieceBytes = 64 << 10

    private let socket: Int32
    private var received: [UInt8] = []
    private var streamed: [UInt8] = []
    private var isChunked = false
    private var length = 0

    /// Connects, or is nil if nobody listens there.
    ///
    /// With `seconds`, no read waits longer. Goes through the directory's descriptor, since its path may be longer than
    /// a socket's address holds.
    init?(directory: String, seconds: Int? = nil) {
        let folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return nil }
        defer { Glibc.close(folder) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array("/proc/self/fd/\(folder)/\(ControlAPI.socketName)".utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { return nil }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(socket, $0, size) }
        }
        guard result == 0 else { return nil }
        if let seconds {
            var time = timeval(tv_sec: seconds, tv_usec: 0)
            setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        }
    }

    deinit {
        if socket >= 0 { Glibc.close(socket) }
    }

    /// Sends a request with a JSON body.
    func send(path: String, _ body: some Encodable) throws {
        let json = try JSONEncoder().encode(body)
        let head =
            "POST \(path) HTTP/1.1\r\nHost: control\r\nConnection: close\r\nContent-Length: \(json.count)\r\n\r\n"
        try write(Array(head.utf8) + json)
    }

    /// Reads the reply's head; says whether the server was content with the request.
    func receiveHead() throws -> Bool {
        let status = try readLine()
        while true {
            let line = try readLine().lowercased()
            if line.isEmpty { break }
            if line == "transfer-encoding: chunked" { isChunked = true }
            if line.hasPrefix("content-length: ") { length = Int(line.dropFirst(16)) ?? 0 }
        }
        return status.hasPrefix("HTTP/1.1 200 ")
    }

    /// Reads the body behind the head, in pieces as they come; throws if it breaks off.
    func receiveBody(_ body: ([UInt8]) throws -> Void) throws {
        if isChunked {
            try readChunks(body)
        } else {
            try read(length, body)
        }
    }

    /// Reads the next line of a body that comes in pieces; nil at its end.
    func receiveStreamedLine() throws -> String? {
        while true {
            if let end = streamed.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: streamed[..<end], as: UTF8.self)
                streamed.removeFirst(end + 1)
                return line
            }
            guard let size = Int(try readLine(), radix: 16) else { throw Self.brokenOff }
            try read(size) { streamed.append(contentsOf: $0) }
            guard try readLine().isEmpty else { throw Self.brokenOff }
            if size == 0 { return nil }
        }
    }

    private func readChunks(_ body: ([UInt8]) throws -> Void) throws {
        while true {
            guard let size = Int(try readLine(), radix: 16) else { throw Self.brokenOff }
            try read(size, body)
            guard try readLine().isEmpty else { throw Self.brokenOff }
            if size == 0 { return }
        }
    }

    private func read(_ count: Int, _ body: ([UInt8]) throws -> Void) throws {
        var rest = count
        while rest > 0 {
            if received.isEmpty { try readMore() }
            let piece = received.prefix(rest)
            received.removeFirst(piece.count)
            rest -= piece.count
            try body(Array(piece))
        }
    }

    private func readLine() throws -> String {
        while true {
            if let end = received.firstIndex(of: UInt8(ascii: "\n")) {
                let line = received[..<end]
                received.removeFirst(end + 1)
                return String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
            }
            guard received.count < Self.pieceBytes else { throw Self.brokenOff }
            try readMore()
        }
    }

    private func readMore() throws {
        var buffer = [UInt8](repeating: 0, count: Self.pieceBytes)
        while true {
            let count = Glibc.read(socket, &buffer, buffer.count)
            if count > 0 {
                received.append(contentsOf: buffer[..<count])
                return
            }
            guard count < 0, errno == EINTR else { throw Self.brokenOff }
        }
    }

    private func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 || errno == EINTR else { throw Self.brokenOff }
            rest = rest.dropFirst(max(0, count))
        }
    }

    private static let brokenOff = Failure("the running server gave no whole answer; see its log")
}
