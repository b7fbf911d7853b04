/// Which addresses are public: those that the IANA's registries of special-purpose addresses leave, as of 2026-11.
///
/// IPv4 is public but for the ranges of a table. Of IPv6 only global unicast, 2000::/3, is, less what has a special
/// purpose there; all that carries an IPv4 address inside lies outside of that rest: mapped ::ffff:0:0/96, compatible
/// ::/96, translated 64:ff9b::/96 and 64:ff9b:1::/48, 6to4 2002::/16 and Teredo 2001::/32.
extension IPAddress {
    /// Whether the address is one that anybody on the internet may offer a service at.
    package var isPublic: Bool {
        switch self {
        case .v4(let value): !Self.specialIPv4.contains { $0.contains(value) }
        case .v6(let value): Self.globalUnicast.contains(value) && !Self.specialIPv6.contains { $0.contains(value) }
        }
    }

    private static let specialIPv4: [AddressRange<UInt32>] = [
        AddressRange(0x0000_0000, 8),  // 0.0.0.0/8, this network
        AddressRange(0x0A00_0000, 8),  // 10.0.0.0/8, private
        AddressRange(0x6440_0000, 10),  // 100.64.0.0/10, shared by carriers' customers
        AddressRange(0x7F00_0000, 8),  // 127.0.0.0/8, loopback
        AddressRange(0xA9FE_0000, 16),  // 169.254.0.0/16, link-local, clouds' metadata services
        AddressRange(0xAC10_0000, 12),  // 172.16.0.0/12, private
        AddressRange(0xC000_0000, 24),  // 192.0.0.0/24, protocol assignments
        AddressRange(0xC000_0200, 24),  // 192.0.2.0/24, documentation
        AddressRange(0xC058_6300, 24),  // 192.88.99.0/24, relays of 6to4
        AddressRange(0xC0A8_0000, 16),  // 192.168.0.0/16, private
        AddressRange(0xC612_0000, 15),  // 198.18.0.0/15, benchmarks
        AddressRange(0xC633_6400, 24),  // 198.51.100.0/24, documentation
        AddressRange(0xCB00_7100, 24),  // 203.0.113.0/24, documentation
        AddressRange(0xE000_0000, 4),  // 224.0.0.0/4, multicast
        AddressRange(0xF000_0000, 4),  // 240.0.0.0/4, reserved, and broadcast
    ]

    private static let globalUnicast = AddressRange<UInt128>(0x2000 << 112, 3)

    private static let specialIPv6: [AddressRange<UInt128>] = [
        AddressRange(0x2001 << 112, 23),  // 2001::/23, protocol assignments: Teredo, benchmarks, ORCHID
        AddressRange(0x2001_0DB8 << 96, 32),  // 2001:db8::/32, documentation
        AddressRange(0x2002 << 112, 16),  // 2002::/16, 6to4
        AddressRange(0x3FFF << 112, 20),  // 3fff::/20, documentation
    ]
}
