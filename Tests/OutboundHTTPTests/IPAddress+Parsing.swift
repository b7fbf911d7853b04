import Foundation
import Glibc
import OutboundHTTP

extension IPAddress {
    /// An address from its text, as the C library reads it.
    init(_ text: String) {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            self = .v4(UInt32(bigEndian: four.s_addr))
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            self = .v6(withUnsafeBytes(of: six) { UInt128(bigEndian: $0.loadUnaligned(as: UInt128.self)) })
        } else {
            preconditionFailure("\(text) is an address")
        }
    }
}
