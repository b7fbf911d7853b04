import Foundation
import Glibc
import HTTPServing
import TestTools
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ListenTests {
    @Test func `a port that is taken is refused with its own error`() async throws {
        try await withServer { server in
            let error = #expect(throws: HTTPListenError.self) {
                try server.server.listen(host: "127.0.0.1", port: server.port)
            }
            #expect(error?.code == .addressInUse)
            #expect(error?.address == "127.0.0.1:\(server.port)")
        }
    }

    @Test func `an address that is not ours is refused`() async throws {
        try await withServer { server in
            for host in ["192.0.2.1", "no such host"] {
                let error = #expect(throws: HTTPListenError.self) { try server.server.listen(host: host, port: 0) }
                #expect(error?.code == .addressInvalid)
            }
        }
    }

    @Test func `IPv6 works`() async throws {
        try await withServer { server in
            let address = try server.server.listen(host: "::1", port: 0)
            #expect(address.family == .ipv6)
            #expect(address.address == 1)
            #expect("\(address)" == "[0:0:0:0:0:0:0:1]:\(address.port)")
            let client = try SocketClient(port: address.port, isIPv6: true)
            #expect(try client.request("GET", "/").status == 200)
        }
    }

    @Test func `the peer's address is told`() async throws {
        let handler = TestHandler(onHandle: { request, reply in
            reply.send(.text(200, "\(request.peer.host) \(request.peer.port != 0)"))
        })
        try await withServer(handler) { server in
            let response = try server.connect().request("GET", "/")
            #expect(response.text == "127.0.0.1 true")
        }
    }

    @Test func `a Unix socket may have a long path, is its owner's alone, and goes with the server`() async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/" + UUID().uuidString
        let path = folder + "/" + String(repeating: "a-long-folder/", count: 10) + "control.sock"
        let parent = String(path.dropLast("/control.sock".count))
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await withServer { server in
            try server.server.listen(unixPath: path)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(try SocketClient(unixPath: path).request("GET", "/").text == "get / ")

            let error = #expect(throws: HTTPListenError.self) { try server.server.listen(unixPath: path) }
            #expect(error?.code == .addressInUse)
            server.server.stopAccepting()
            try wait(while: FileManager.default.fileExists(atPath: path))
        }
    }

    @Test func `a Unix socket that a killed server left is replaced, another file is not`() async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try leaveSocket(at: folder + "/left.sock")
        _ = FileManager.default.createFile(atPath: folder + "/file", contents: nil)
        try await withServer { server in
            try server.server.listen(unixPath: folder + "/left.sock")
            #expect(try SocketClient(unixPath: folder + "/left.sock").request("GET", "/").status == 200)
            let error = #expect(throws: HTTPListenError.self) { try server.server.listen(unixPath: folder + "/file") }
            #expect(error?.code == .addressInUse)
            #expect(throws: HTTPListenError.self) { try server.server.listen(unixPath: folder + "/none/a.sock") }
        }
    }
}

/// Binds a socket and closes it, as a process that is killed does.
private func leaveSocket(at path: String) throws {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let length = socklen_t(MemoryLayout<sockaddr_un>.size)
    let result = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
    }
    close(descriptor)
    guard result == 0 else { throw SocketClientError.system("bind", errno) }
}
