/// The order of the targets, lowest first, and what each may import from outside.
///
/// A target may import only targets that stand above it here. The table is written out rather than read from the
/// manifest: a new dependency is a decision, and shows as a change to this file.
struct Rooms {
    struct Room {
        let name: String

        /// Modules of other packages and of the system.
        let outside: Set<String>

        /// Targets above it that it may not know all the same.
        let stranger: Set<String>

        init(_ name: String, outside: Set<String> = [], stranger: Set<String> = []) {
            self.name = name
            self.outside = outside
            self.stranger = stranger
        }
    }

    /// The whole house.
    static let all: [Room] = [
        Room("CZlib"),
        Room("COpenSSL"),
        Room("CLinux"),
        Room("CIntrinsics"),
        Room("Bytes"),
        Room("Cryptography"),
        Room("Checkout"),
        Room("Disks", outside: ["SystemPackage"], stranger: ["Checkout"]),
        Room("WriteAheadLog", stranger: ["Checkout"]),
        Room("Snapshots", stranger: ["Checkout", "WriteAheadLog"]),
        Room("Reactors", stranger: ["Checkout"]),
        Room("HTTPServing", stranger: ["Checkout"]),
        Room(
            "OutboundHTTP",
            outside: ["AsyncHTTPClient", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL"]
        ),
        Room(
            "CheckoutEngine",
            outside: ["DequeModule", "HeapModule", "Logging", "Metrics", "ServiceLifecycle"],
            stranger: ["HTTPServing"]
        ),
        Room("OpenPayments", outside: ["Foundation"], stranger: ["CheckoutEngine"]),
        Room("SandboxWallet", outside: ["Foundation"], stranger: ["Checkout", "CheckoutEngine"]),
        Room("PaymentFlows", outside: ["Foundation", "Logging"]),
        Room("Webhooks", outside: ["DequeModule", "Logging", "Metrics"]),
        Room("CheckoutAPI", outside: ["Logging", "Metrics"]),
        Room("Pages", outside: ["Mustache"], stranger: ["CheckoutEngine", "PaymentFlows"]),
        Room("PayPage", outside: ["Foundation", "Mustache"]),
        Room("Dashboard", outside: ["Foundation", "Mustache"]),
        Room(
            "opencheckout",
            outside: [
                "ArgumentParser", "Configuration", "Foundation", "Logging", "Metrics", "ServiceLifecycle",
                "SystemPackage", "UnixSignals",
            ]
        ),
        Room("PayPageGallery", outside: ["Foundation"], stranger: ["opencheckout"]),
        Room("Simulation", outside: ["Logging", "Metrics"], stranger: ["opencheckout"]),
        Room("DashboardGallery", outside: ["Foundation", "Logging", "Metrics"], stranger: ["opencheckout"]),
        Room("Fuzzing", outside: ["Foundation", "Logging"], stranger: ["opencheckout"]),
        Room("Fuzzer", stranger: ["opencheckout"]),
        Room("simulate", outside: ["ArgumentParser", "Foundation"], stranger: ["opencheckout"]),
        // A client like any other: it knows the service by its address alone.
        Room(
            "LoadGeneration",
            outside: ["DequeModule", "Dispatch", "Foundation", "Histogram"],
            stranger: ["Checkout", "CheckoutAPI", "CheckoutEngine", "HTTPServing", "opencheckout"]
        ),
        Room("GrowthBenchmark", outside: ["ArgumentParser", "Foundation"], stranger: ["opencheckout"]),
        Room("LoadBenchmark", outside: ["ArgumentParser", "Foundation"], stranger: ["opencheckout"]),
        Room(
            "KernelBenchmarks",
            outside: ["ArgumentParser", "Foundation", "Logging", "Metrics"],
            stranger: ["opencheckout"]
        ),
    ]

    /// Rooms on the way of a request: Foundation's cost and its hidden allocations stay out.
    static let hot: Set<String> = [
        "Bytes", "Checkout", "HTTPServing", "Reactors", "Disks", "WriteAheadLog", "CheckoutEngine", "CheckoutAPI",
    ]

    /// What comes with the tool chain and may be imported everywhere.
    static let standard: Set<String> = ["Glibc", "Synchronization"]

    /// What tests may import besides the targets that the manifest names for them.
    static let forTests: Set<String> = ["Foundation", "Glibc", "Synchronization", "Testing"]

    /// What may stand in no import of a hot room, whatever the table says.
    static let refusedInHot: Set<String> = ["Foundation", "FoundationEssentials", "Dispatch"]

    static func room(_ name: String) -> Room? {
        all.first { $0.name == name }
    }

    static func height(_ name: String) -> Int? {
        all.firstIndex { $0.name == name }
    }
}
