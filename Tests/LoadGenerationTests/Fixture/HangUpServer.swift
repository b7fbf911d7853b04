import Foundation
import Glibc
import TestTools

/// Takes a request on each connection, says what it was told to say, and hangs up.
final class HangUpServer: Sendable {
    let url: String
    private let listener: Int32

    init(reply: String) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        guard listener >= 0, bound else { throw SocketClientError.system("listen", errno) }
        self.listener = listener
        url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
        Thread.detachNewThread { Self.serve(listener, Array(reply.utf8)) }
    }

    deinit {
        // Wakes the accept, which then fails; only the thread closes the descriptor it uses.
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private static func serve(_ listener: Int32, _ reply: [UInt8]) {
        var request = [UInt8](repeating: 0, count: 8192)
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { break }
            // Whole requests come in one piece here; a client that goes away sends none.
            if recv(connection, &request, request.count, 0) > 0 {
                _ = send(connection, reply, reply.count, Int32(MSG_NOSIGNAL))
            }
            close(connection)
        }
        close(listener)
    }
}
