import Glibc
import NIOPosix

/// Asks the system, by getaddrinfo(3), on threads of its own.
///
/// A look-up holds its thread until the system gives up, which takes a few times 5 s where name servers do not answer.
/// So there are several threads, and `ResolutionCache` asks for a name once, however many want it.
package final class SystemResolver: HostResolver {
    private let threads = NIOThreadPool(numberOfThreads: OutboundLimits.resolverThreads)

    /// Starts the threads.
    package init() {
        threads.start()
    }

    /// The addresses in the order of RFC 6724, as the system gives them.
    package func addresses(of name: String) async throws(OutboundProblem) -> [IPAddress] {
        let result: Result<[IPAddress], OutboundProblem>
        do {
            result = try await threads.runIfActive { Self.lookUp(name) }
        } catch {
            throw .shutDown
        }
        return try result.get()
    }

    /// Ends the threads; one that waits for the system ends when that has answered.
    package func shutdown() {
        threads.shutdownGracefully { _ in }
    }

    private static func lookUp(_ name: String) -> Result<[IPAddress], OutboundProblem> {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(name, nil, &hints, &first)
        guard status == 0 else { return .failure(status == EAI_NONAME ? .nameNotFound : .nameNotResolved) }
        defer { freeaddrinfo(first) }
        var addresses: [IPAddress] = []
        var next = first
        while let entry = next?.pointee {
            // Safe because the system says by the family what the address is.
            switch entry.ai_family {
            case AF_INET:
                entry.ai_addr.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                    addresses.append(.v4(UInt32(bigEndian: $0.pointee.sin_addr.s_addr)))
                }
            case AF_INET6:
                entry.ai_addr.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { address in
                    withUnsafeBytes(of: address.pointee.sin6_addr) {
                        addresses.append(.v6(UInt128(bigEndian: $0.loadUnaligned(as: UInt128.self))))
                    }
                }
            case _: break
            }
            next = entry.ai_next
        }
        return addresses.isEmpty ? .failure(.nameNotFound) : .success(addresses)
    }
}
