import Foundation
import Glibc

/// Asks the server that holds a data directory, over its control socket.
struct ControlClient {
    private let directory: String

    init(directory: String) {
        self.directory = directory
    }

    /// Sends a request and waits for its reply; nil if nobody listens there.
    func send(_ request: OperatorRequest) throws -> OperatorReply? {
        guard let socket = try connect() else {
            return nil
        }
        defer { close(socket) }
        let body = try JSONEncoder().encode(request)
        let head =
            "POST /operator HTTP/1.1\r\nHost: control\r\nConnection: close\r\nContent-Length: \(body.count)\r\n\r\n"
        try write(Data(head.utf8) + body, to: socket)
        let answer = try readAll(from: socket)
        guard let end = answer.range(of: Data("\r\n\r\n".utf8)),
            let reply = try? JSONDecoder().decode(OperatorReply.self, from: answer[end.upperBound...])
        else {
            throw Failure("the running server gave no answer; see its log")
        }
        return reply
    }

    /// Connects through the directory's descriptor, since its path may be longer than a socket's address holds.
    private func connect() throws -> Int32? {
        let folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else {
            return nil
        }
        defer { close(folder) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array("/proc/self/fd/\(folder)/\(ControlAPI.socketName)".utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else {
            throw Failure("cannot make a socket: \(String(cString: strerror(errno)))")
        }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(socket, $0, size) }
        }
        guard result == 0 else {
            close(socket)
            return nil
        }
        return socket
    }

    private func write(_ data: Data, to socket: Int32) throws {
        var rest = [UInt8](data)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 || errno == EINTR else {
                throw Failure("the running server closed the connection")
            }
            rest = rest.dropFirst(max(0, count))
        }
    }

    private func readAll(from socket: Int32) throws -> Data {
        var answer = Data()
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(socket, &buffer, buffer.count)
            if count == 0 {
                return answer
            }
            guard count > 0 || errno == EINTR else {
                throw Failure("the running server closed the connection")
            }
            answer.append(contentsOf: buffer.prefix(max(0, count)))
        }
    }
}
