// swift-tools-version: 6.2

import PackageDescription

let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let histogram = Target.Dependency.product(name: "Histogram", package: "hdrhistogram-swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")

let package = Package(
    name: "opencheckout",
    products: [
        .executable(name: "opencheckout", targets: ["opencheckout"]),
        .executable(name: "load-benchmark", targets: ["LoadBenchmark"]),
        .executable(name: "growth-benchmark", targets: ["GrowthBenchmark"]),
        .executable(name: "kernel-benchmarks", targets: ["KernelBenchmarks"]),
    ],
    dependencies: [
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CZlib", providers: [.apt(["libz-dev"])]),
        .systemLibrary(name: "COpenSSL", providers: [.apt(["libssl-dev"])]),
        .target(name: "CLinux"),
        .target(name: "CIntrinsics"),
        .target(name: "Bytes", dependencies: ["CIntrinsics"]),
        .target(name: "Cryptography", dependencies: ["Bytes", "COpenSSL"]),
        .target(name: "Checkout", dependencies: ["Bytes", "Cryptography"]),
        .target(name: "Disks", dependencies: ["CLinux"]),
        .target(name: "WriteAheadLog", dependencies: ["Bytes", "Disks"]),
        .target(name: "Snapshots", dependencies: ["Bytes", "Disks", "CZlib"]),
        .target(name: "Reactors", dependencies: ["CLinux"]),
        .target(name: "HTTPServing", dependencies: ["Bytes", "CLinux", "Reactors"]),
        .target(
            name: "OutboundHTTP",
            dependencies: ["Bytes", "Checkout", asyncHTTPClient, nioCore, nioHTTP1, nioPosix, nioSSL]
        ),
        .target(
            name: "CheckoutEngine",
            dependencies: [
                "Bytes", "Checkout", "CLinux", "Cryptography", "Disks", "Reactors", "Snapshots", "WriteAheadLog",
                deque, heap, logging, metrics, serviceLifecycle,
            ]
        ),
        .target(name: "OpenPayments", dependencies: ["Bytes", "Checkout", "Cryptography", "OutboundHTTP"]),
        .target(
            name: "PaymentFlows",
            dependencies: [
                "Bytes", "Checkout", "CheckoutEngine", "Cryptography", "OpenPayments", "OutboundHTTP", logging,
            ]
        ),
        .target(name: "SandboxWallet", dependencies: ["Bytes", "Cryptography", "HTTPServing", "Reactors"]),
        .target(
            name: "Webhooks",
            dependencies: [
                "Bytes", "Checkout", "CheckoutEngine", "Cryptography", "OutboundHTTP", "Reactors", deque, logging,
                metrics,
            ]
        ),
        .target(
            name: "CheckoutAPI",
            dependencies: [
                "Bytes", "Checkout", "CheckoutEngine", "Cryptography", "HTTPServing", "OutboundHTTP", "Reactors",
                "Webhooks",
                logging, metrics,
            ],
            resources: [.embedInCode("openapi.json")]
        ),
        .target(
            name: "Pages",
            dependencies: ["Bytes", "Checkout", "Cryptography", "HTTPServing", "Reactors", mustache],
            resources: [.embedInCode("Resources/palette.css")]
        ),
        .target(
            name: "PayPage",
            dependencies: [
                "Bytes", "Checkout", "Cryptography", "HTTPServing", "Pages", "PaymentFlows", "Reactors", mustache,
            ],
            resources: [
                .embedInCode("Resources/de.json"), .embedInCode("Resources/en.json"),
                .embedInCode("Resources/page.css"), .embedInCode("Resources/page.js"),
                .embedInCode("Resources/page.mustache"),
            ]
        ),
        .target(
            name: "Dashboard",
            dependencies: [
                "Bytes", "Checkout", "CheckoutEngine", "Cryptography", "HTTPServing", "OpenPayments", "OutboundHTTP",
                "Pages", "PaymentFlows", "Reactors", "Webhooks", mustache,
            ],
            resources: [
                .embedInCode("Resources/confirm.mustache"), .embedInCode("Resources/dashboard.css"),
                .embedInCode("Resources/dashboard.js"), .embedInCode("Resources/event.mustache"),
                .embedInCode("Resources/events.mustache"), .embedInCode("Resources/keys.mustache"),
                .embedInCode("Resources/layout.mustache"), .embedInCode("Resources/mode.mustache"),
                .embedInCode("Resources/notice.mustache"), .embedInCode("Resources/overview.mustache"),
                .embedInCode("Resources/payments.mustache"), .embedInCode("Resources/session.mustache"),
                .embedInCode("Resources/settings.mustache"), .embedInCode("Resources/sign-in.mustache"),
                .embedInCode("Resources/subscription.mustache"), .embedInCode("Resources/subscriptions.mustache"),
            ]
        ),
        .executableTarget(
            name: "opencheckout",
            dependencies: [
                "Bytes", "Checkout", "CheckoutAPI", "CheckoutEngine", "CLinux", "Cryptography", "Dashboard", "Disks",
                "HTTPServing", "OpenPayments", "OutboundHTTP", "PayPage", "PaymentFlows", "Reactors", "SandboxWallet",
                "Snapshots",
                "Webhooks", "WriteAheadLog",
                argumentParser, configuration, logging, metrics, serviceLifecycle, unixSignals,
            ]
        ),
        .target(
            name: "Simulation",
            dependencies: [
                "Bytes", "Checkout", "CheckoutEngine", "Cryptography", "Disks", "HTTPServing", "OpenPayments",
                "OutboundHTTP", "PaymentFlows", "Reactors", "SandboxWallet", "WriteAheadLog",
                logging, metrics,
            ]
        ),
        .executableTarget(name: "simulate", dependencies: ["Simulation", argumentParser]),
        .target(
            name: "LoadGeneration",
            dependencies: ["Bytes", "CLinux", "Reactors", deque, histogram],
            path: "Benchmarks/LoadGeneration"
        ),
        .executableTarget(
            name: "LoadBenchmark",
            dependencies: ["LoadGeneration", argumentParser],
            path: "Benchmarks/LoadBenchmark"
        ),
        .executableTarget(
            name: "GrowthBenchmark",
            dependencies: ["LoadGeneration", argumentParser],
            path: "Benchmarks/GrowthBenchmark"
        ),
        .executableTarget(
            name: "KernelBenchmarks",
            dependencies: [
                "Bytes", "Checkout", "CheckoutAPI", "CheckoutEngine", "CLinux", "Cryptography", "Disks", "HTTPServing",
                "OutboundHTTP", "Reactors", "Simulation", "Webhooks", "WriteAheadLog",
                argumentParser, logging, metrics,
            ],
            path: "Benchmarks/KernelBenchmarks"
        ),
        .target(
            name: "TestTools",
            dependencies: ["Checkout", "Disks", "OutboundHTTP"],
            path: "Tests/TestTools",
            exclude: ["open-payments-vectors.json"],
            resources: [.embedInCode("wool.png")]
        ),
        .executableTarget(
            name: "PayPageGallery",
            dependencies: [
                "Checkout", "Cryptography", "HTTPServing", "PayPage", "PaymentFlows", "Reactors", "TestTools",
            ],
            path: "Tests/PayPageGallery"
        ),
        .executableTarget(
            name: "DashboardGallery",
            dependencies: [
                "Checkout", "CheckoutEngine", "Cryptography", "Dashboard", "Disks", "HTTPServing", "OutboundHTTP",
                "PaymentFlows", "Reactors", "SandboxWallet", "Simulation", "TestTools", "Webhooks", "WriteAheadLog",
                logging, metrics,
            ],
            path: "Tests/DashboardGallery"
        ),
        .target(
            name: "Fuzzing",
            dependencies: [
                "Bytes", "Checkout", "CheckoutAPI", "CheckoutEngine", "Disks", "HTTPServing", "Simulation", "Snapshots",
                "WriteAheadLog", logging,
            ],
            path: "Tests/Fuzzing",
            exclude: ["Corpus"]
        ),
        .testTarget(name: "FuzzingTests", dependencies: ["Fuzzing", "Simulation"]),
        .testTarget(name: "BytesTests", dependencies: ["Bytes", "TestTools"]),
        .testTarget(name: "CryptographyTests", dependencies: ["Bytes", "Cryptography"]),
        .testTarget(name: "CheckoutTests", dependencies: ["Bytes", "Checkout", "TestTools"]),
        .testTarget(name: "DisksTests", dependencies: ["Disks", "Simulation", "TestTools"]),
        .testTarget(name: "WriteAheadLogTests", dependencies: ["Disks", "Simulation", "TestTools", "WriteAheadLog"]),
        .testTarget(name: "SnapshotsTests", dependencies: ["Bytes", "Disks", "Simulation", "Snapshots", "TestTools"]),
        .testTarget(name: "ReactorsTests", dependencies: ["CLinux", "Reactors"]),
        .testTarget(name: "HTTPServingTests", dependencies: ["HTTPServing", "Reactors", "TestTools"]),
        .testTarget(
            name: "OutboundHTTPTests",
            dependencies: ["Checkout", "OutboundHTTP", "TestTools", nioCore, nioHTTP1, nioPosix, nioSSL]
        ),
        .testTarget(
            name: "OpenPaymentsTests",
            dependencies: ["Bytes", "Checkout", "Cryptography", "OpenPayments", "OutboundHTTP", "TestTools"]
        ),
        .testTarget(
            name: "PaymentFlowsTests",
            dependencies: [
                "Bytes", "Checkout", "CheckoutEngine", "Cryptography", "Disks", "HTTPServing", "OpenPayments",
                "OutboundHTTP", "PaymentFlows", "Reactors", "SandboxWallet", "Simulation", "TestTools",
                "WriteAheadLog", logging, metrics,
            ]
        ),
        .testTarget(
            name: "SandboxWalletTests",
            dependencies: ["Bytes", "Cryptography", "HTTPServing", "SandboxWallet", "TestTools"]
        ),
        .testTarget(
            name: "WalletProtocolTests",
            dependencies: ["Checkout", "Cryptography", "OpenPayments", "OutboundHTTP", "SandboxWallet", "TestTools"]
        ),
        .testTarget(name: "WebhooksTests", dependencies: ["Checkout", "OutboundHTTP", "TestTools", "Webhooks"]),
        .testTarget(
            name: "CheckoutEngineTests",
            dependencies: [
                "Bytes", "Checkout", "CheckoutEngine", "Cryptography", "Disks", "Reactors", "Simulation", "Snapshots",
                "TestTools", "WriteAheadLog", logging, metrics,
            ]
        ),
        .testTarget(
            name: "CheckoutAPITests",
            dependencies: ["Bytes", "Checkout", "CheckoutAPI", "CheckoutEngine", "HTTPServing", "TestTools"]
        ),
        .testTarget(
            name: "PayPageTests",
            dependencies: [
                "Checkout", "Cryptography", "HTTPServing", "Pages", "PayPage", "PayPageGallery", "PaymentFlows",
                "Reactors", "TestTools",
            ]
        ),
        .testTarget(
            name: "DashboardTests",
            dependencies: [
                "Bytes", "Checkout", "CheckoutEngine", "Cryptography", "Dashboard", "DashboardGallery", "HTTPServing",
                "Pages", "Reactors", "SandboxWallet", "TestTools", "Webhooks",
            ]
        ),
        .testTarget(
            name: "ServiceTests",
            dependencies: [
                "Bytes", "Checkout", "CheckoutAPI", "CheckoutEngine", "Cryptography", "Disks", "HTTPServing",
                "Reactors",
                "Simulation", "Snapshots", "TestTools", "WriteAheadLog", "opencheckout", logging, serviceLifecycle,
            ]
        ),
        .testTarget(
            name: "LoadGenerationTests",
            dependencies: [
                "GrowthBenchmark", "HTTPServing", "LoadBenchmark", "LoadGeneration", "Reactors", "TestTools",
                argumentParser,
            ]
        ),
        .testTarget(name: "KernelBenchmarksTests", dependencies: ["KernelBenchmarks"]),
        .testTarget(
            name: "SimulationTests",
            dependencies: [
                "Bytes", "Checkout", "CheckoutEngine", "Disks", "OpenPayments", "OutboundHTTP", "Reactors",
                "Simulation",
                "Snapshots", "WriteAheadLog", "simulate", logging,
            ]
        ),
        .testTarget(name: "TidyTests"),
    ],
    swiftLanguageModes: [.v6]
)

// libFuzzer brings the main function of this one, so that it links in the build of `Tests/fuzz` alone.
if Context.environment["OPENCHECKOUT_FUZZER"] != nil {
    package.targets.append(.executableTarget(name: "Fuzzer", dependencies: ["Fuzzing"], path: "Tests/Fuzzer"))
}

// Every Swift target is built alike; system libraries and C targets take no Swift settings.
for target in package.targets where target.type != .system && !["CLinux", "CIntrinsics"].contains(target.name) {
    target.swiftSettings = [
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("ExistentialAny"),
    ]
}
