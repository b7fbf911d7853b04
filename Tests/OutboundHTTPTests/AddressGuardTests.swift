import OutboundHTTP
import TestTools
import Testing

/// Which URLs and addresses are connected to; the connector only notes what it is asked for.
struct AddressGuardTests {
    private static let names = [
        "shop.x.example": [IPAddress("93.184.216.34")], "shop.example": [IPAddress("93.184.216.34")],
        "loopback4.x.example": [IPAddress("127.0.0.1")], "loopback6.x.example": [IPAddress("::1")],
        "localhost": [IPAddress("127.0.0.1"), IPAddress("::1")], "app.localhost": [IPAddress("127.0.0.1")],
    ]

    private let connector = FakeConnector()

    private func problem(with url: String, _ policy: OutboundPolicy) async -> OutboundProblem? {
        let client = OutboundClient(limits: .patient, resolver: FakeResolver(Self.names), connector: connector)
        return await problem(with: url, policy, client)
    }

    private func problem(
        with url: String,
        _ policy: OutboundPolicy,
        _ client: OutboundClient
    ) async -> OutboundProblem? {
        do throws(OutboundProblem) {
            _ = try await client.send(.post(url), policy: policy)
            return nil
        } catch {
            return error
        }
    }

    @Test func `there are hostile URLs enough`() {
        #expect(HostileURLs.byText.count + HostileURLs.loopback.count > 80)
    }

    @Test(arguments: HostileURLs.byText)
    func `no policy lets a hostile URL be connected to`(url: String, expected: OutboundProblem) async {
        #expect(await problem(with: url, .allowingLocal) == expected)
        let isPlain = url.lowercased().hasPrefix("http:")
        #expect(await problem(with: url, .publicOnly) == (isPlain ? .notEncrypted : expected))
        #expect(connector.addresses == [])
    }

    @Test(arguments: HostileURLs.loopback)
    func `this machine is reached only where that is allowed`(url: String, expected: OutboundProblem) async {
        #expect(await problem(with: url, .publicOnly) == expected)
        #expect(connector.addresses == [])
        #expect(await problem(with: url, .allowingLocal) == nil)
        #expect(connector.addresses.count == 1)
        let isLoopback = connector.addresses.allSatisfy(\.isLoopback)
        #expect(isLoopback)
    }

    @Test(arguments: HostileURLs.privateAddresses)
    func `a name with an address that is not public is refused, alone or beside a public one`(text: String) async {
        let address = IPAddress(text)
        #expect(!address.isPublic)
        for addresses in [[address], [IPAddress("93.184.216.34"), address], [address, IPAddress("2606:4700::1111")]] {
            let resolver = FakeResolver(["shop.example": addresses])
            let client = OutboundClient(limits: .patient, resolver: resolver, connector: connector)
            for policy in [OutboundPolicy.publicOnly, .allowingLocal] {
                #expect(await problem(with: "https://shop.example/", policy, client) == .addressNotPublic)
            }
            #expect(await problem(with: "http://shop.example/", .allowingLocal, client) == .notEncrypted)
        }
        #expect(connector.addresses == [])
    }

    @Test(arguments: HostileURLs.publicAddresses)
    func `a name with a public address is connected to, there`(text: String) async {
        let address = IPAddress(text)
        let resolver = FakeResolver(["shop.example": [address]])
        let client = OutboundClient(limits: .patient, resolver: resolver, connector: connector)
        #expect(await problem(with: "https://Shop.Example./a?b#c", .publicOnly, client) == nil)
        #expect(resolver.names == ["shop.example"])
        #expect(connector.addresses == [address])
    }

    @Test func `this machine beside a public address is refused where this machine is none`() async {
        let resolver = FakeResolver(["shop.example": [IPAddress("93.184.216.34"), IPAddress("127.0.0.1")]])
        let client = OutboundClient(limits: .patient, resolver: resolver, connector: connector)
        #expect(await problem(with: "https://shop.example/", .publicOnly, client) == .addressNotPublic)
        #expect(await problem(with: "http://shop.example/", .allowingLocal, client) == .notEncrypted)
        #expect(connector.addresses == [])
    }

    @Test func `any port is fine, or 443 alone`() async {
        let strict = OutboundPolicy(allowsLoopback: true, requiresStandardPort: true)
        #expect(await problem(with: "https://shop.example:8443/", .publicOnly) == nil)
        #expect(await problem(with: "https://shop.example:8443/", strict) == .portNotStandard)
        #expect(await problem(with: "https://shop.example:443/", strict) == nil)
        #expect(await problem(with: "https://shop.example/", strict) == nil)
        #expect(await problem(with: "http://127.0.0.1:3000/", strict) == nil)
        #expect(connector.ports == [8443, 443, 443, 3000])
    }

    @Test func `a name that is not there, or has no address, is not found`() async {
        let client = OutboundClient(limits: .patient, resolver: FakeResolver(["a.example": []]), connector: connector)
        #expect(await problem(with: "https://a.example/", .publicOnly, client) == .nameNotFound)
        #expect(await problem(with: "https://b.example/", .publicOnly, client) == .nameNotFound)
    }

    @Test(arguments: [
        ("https://Shop.Example", "https://shop.example", "/"),
        ("https://shop.example:443/a#b", "https://shop.example", "/a"),
        ("https://shop.example:8443/a?b", "https://shop.example:8443", "/a?b"),
        ("http://localhost:80/|", "http://localhost", "/%7c"),
        ("https://shop.example./%zz", "https://shop.example", "/%25zz"),
        ("http://[0:0::1]:81", "http://[::1]:81", "/"),
    ])
    func `a URL has one spelling, which begins with its origin`(given: String, origin: String, target: String) throws {
        let destination = try Destination(given, policy: .allowingLocal)
        #expect(destination.origin == origin)
        #expect(destination.url == origin + target)
        #expect(try Destination(destination.url, policy: .allowingLocal).url == destination.url)
    }

    @Test func `what cannot have arrived is what no connection or no address was there for`() {
        let without: [OutboundProblem] = [
            .addressNotPublic, .nameNotFound, .connectionRefused, .unreachable, .connectTimedOut(.seconds(1)),
            .certificateNotTrusted,
        ]
        let perhaps: [OutboundProblem] = [
            .encryptionFailed, .connectionClosed, .notHTTP, .timedOut(.seconds(1)), .shutDown, .failed,
        ]
        #expect(without.allSatisfy { !$0.mayHaveArrived } && perhaps.allSatisfy(\.mayHaveArrived))
        #expect((without + perhaps).filter(\.isRefusedDestination) == [.addressNotPublic])
    }
}
