import CLinux
import Glibc

/// Making the sockets that listen; these calls may block and are made while a program starts.
extension SystemCalls {
    /// A call that failed, before anybody has said where.
    struct Failure: Error {
        let code: Int32
        let message: String

        init(_ call: String, _ code: Int32) {
            self.code = code
            message = "\(call): \(String(cString: strerror(code))) (\(code))"
        }

        init(message: String) {
            code = EADDRNOTAVAIL
            self.message = message
        }
    }

    /// Listens on a host and port; port 0 lets the kernel choose.
    static func listen(host: String, port: UInt16) throws(Failure) -> (descriptor: Int32, address: SocketAddress) {
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let result = getaddrinfo(host, String(port), &hints, &found)
        guard result == 0, let first = found else {
            throw Failure(message: "getaddrinfo: \(String(cString: gai_strerror(result)))")
        }
        defer { freeaddrinfo(first) }
        let descriptor = try makeSocket(family: first.pointee.ai_family)
        do throws(Failure) {
            var one: Int32 = 1
            _ = setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
            try bind(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen)
            try listen(descriptor)
            return (descriptor, try localAddress(descriptor))
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// Listens on a Unix socket that only its owner may connect to.
    ///
    /// The path may be as long as paths are: the name is bound below `/proc/self/fd/` and its folder's descriptor,
    /// and alone has to fit. A socket on which nobody listens, as a killed process leaves it, is replaced.
    static func listen(unixPath path: String) throws(Failure) -> Int32 {
        let (folder, name) = split(path)
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw Failure("open", errno) }
        defer { close(directory) }
        var address = try unixAddress("/proc/self/fd/\(directory)/\(name)")
        try removeAbandoned(&address, directory: directory, name: name)

        let descriptor = try makeSocket(family: AF_UNIX)
        do throws(Failure) {
            // Before the bind, which takes the new file's mode from here: there is no moment at which others may
            // connect.
            guard fchmod(descriptor, 0o600) == 0 else { throw Failure("fchmod", errno) }
            try withAddress(&address) { pointer, length throws(Failure) in try bind(descriptor, pointer, length) }
            try listen(descriptor)
            return descriptor
        } catch {
            close(descriptor)
            throw error
        }
    }

    static func remove(unixPath path: String) {
        _ = unlink(path)
    }

    private static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let folder = path[..<slash]
        return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
    }

    private static func unixAddress(_ path: String) throws(Failure) -> sockaddr_un {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < Limits.unixPathBytes, !bytes.contains(0) else { throw Failure("bind", ENAMETOOLONG) }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return address
    }

    /// Removes a socket that refuses connections since its process is gone; anything else there stays.
    private static func removeAbandoned(
        _ address: inout sockaddr_un,
        directory: Int32,
        name: String
    ) throws(Failure) {
        let descriptor = try makeSocket(family: AF_UNIX)
        defer { close(descriptor) }
        let isAbandoned = try withAddress(&address) { pointer, length in
            connect(descriptor, pointer, length) != 0 && errno == ECONNREFUSED
        }
        var status = stat()
        guard isAbandoned, fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFSOCK { _ = unlinkat(directory, name, 0) }
    }

    private static func withAddress<Result>(
        _ address: inout sockaddr_un,
        _ body: (UnsafePointer<sockaddr>, socklen_t) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        return try withUnsafePointer(to: &address) { pointer throws(Failure) in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { sockaddr throws(Failure) in
                try body(sockaddr, length)
            }
        }
    }

    private static func makeSocket(family: Int32) throws(Failure) -> Int32 {
        let flags = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        let descriptor = socket(family, Int32(flags), 0)
        guard descriptor >= 0 else { throw Failure("socket", errno) }
        return descriptor
    }

    private static func bind(
        _ descriptor: Int32,
        _ address: UnsafePointer<sockaddr>?,
        _ length: socklen_t
    ) throws(Failure) {
        guard Glibc.bind(descriptor, address, length) == 0 else { throw Failure("bind", errno) }
    }

    private static func listen(_ descriptor: Int32) throws(Failure) {
        guard Glibc.listen(descriptor, Limits.backlog) == 0 else { throw Failure("listen", errno) }
    }

    private static func localAddress(_ descriptor: Int32) throws(Failure) -> SocketAddress {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        guard result == 0 else { throw Failure("getsockname", errno) }
        return SocketAddress(storage)
    }
}

extension HTTPListenError {
    /// A failed call at an address.
    init(_ failure: SystemCalls.Failure, address: String) {
        let code: Code =
            switch failure.code {
            case EADDRINUSE: .addressInUse
            case EACCES, EPERM: .permissionDenied
            case EADDRNOTAVAIL: .addressInvalid
            default: .other
            }
        self.init(code: code, address: address, message: failure.message)
    }
}
