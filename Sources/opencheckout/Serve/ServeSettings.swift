import ArgumentParser
import CheckoutEngine
import Foundation
import HTTPServing
import Logging
import WriteAheadLog

/// What `serve` runs with, after command line, environment, file and defaults.
struct ServeSettings {
    var host = "127.0.0.1"
    var port: UInt16 = 8080
    var dataDirectory = "./snapshots"
    var baseURL: String?
    var threads = max(1, ProcessInfo.processInfo.activeProcessorCount)
    var shards: Int?
    var durability = LogDurability.always
    var engine = EngineSettings()
    var rateLimit: Int?
    var metricsPort: UInt16?
    var trustedProxy: TrustedProxy?
    var encryptionKeyFile: String?
    var logLevel = Logger.Level.info
    var allowsLocalWebhooks = false
    var allowsLocalWallets = false
    var isDemo = false

    /// The demo's sandbox wallet stands ten ports above, or, where the system chooses, anywhere.
    var walletPort: UInt16 {
        port == 0 ? 0 : port.addingReportingOverflow(10).overflow ? 0 : port + 10
    }

    /// The host as it stands in a URL: an IPv6 address in brackets (RFC 3986, section 3.2.2).
    var urlHost: String {
        host.contains(":") ? "[\(host)]" : host
    }

    /// The names of all options, as in environment and file.
    static let names = [
        "host", "port", "data-dir", "base-url", "shards", "threads", "durability", "snapshot-interval", "retention",
        "keep-sessions", "idempotency-memory", "max-memory", "rate-limit", "metrics-port", "trusted-proxy",
        "encryption-key-file", "allow-local-webhooks", "allow-local-wallets", "log-level", "demo",
    ]

    /// Reads everything; throws a `ValidationError` that names the source of a bad value and says what is allowed.
    ///
    /// `typed` and `configFile` come from the command line; the file may be named by the environment too.
    init(typed: [String: String], configFile: String?, environment: [String: String]) throws {
        let sources = try OptionSources(
            typed: typed,
            environment: environment,
            filePath: configFile ?? environment["OPENCHECKOUT_CONFIG"],
            names: Self.names
        )
        try readPlaces(sources)
        try readSizes(sources)
        try readTimes(sources)
    }

    private mutating func readPlaces(_ sources: OptionSources) throws {
        host = sources.value("host")?.text ?? host
        dataDirectory = sources.value("data-dir")?.text ?? dataDirectory
        encryptionKeyFile = sources.value("encryption-key-file")?.text
        port = try sources.read("port", "a port, 0 to 65535") { UInt16($0) } ?? port
        metricsPort = try sources.read("metrics-port", "a port, 0 to 65535") { UInt16($0) }
        baseURL = try sources.read("base-url", Self.baseURLForm) { Self.isBaseURL($0) ? $0 : nil }
        let block = "a block of addresses such as 10.0.0.0/8 or ::1/128"
        trustedProxy = try sources.read("trusted-proxy", block, TrustedProxy.init(parsing:))
        allowsLocalWebhooks = try sources.read("allow-local-webhooks", "true or false") { Bool($0) } ?? false
        isDemo = try sources.read("demo", "true or false") { Bool($0) } ?? false
        // The demo's wallets are on this machine.
        allowsLocalWallets = try sources.read("allow-local-wallets", "true or false") { Bool($0) } ?? isDemo
    }

    private mutating func readSizes(_ sources: OptionSources) throws {
        threads = try sources.read("threads", "a number from 1 to 256") { Self.count($0, 1...256) } ?? threads
        shards = try sources.read("shards", "a number from 1 to 1024") { Self.count($0, 1...1024) }
        rateLimit = try sources.read("rate-limit", "a number from 1 to 1000000") { Self.count($0, 1...1_000_000) }
        let percent = try sources.read("idempotency-memory", "a percentage from 1 to 90") { Self.count($0, 1...90) }
        let memory = MachineMemory(machineBytes: Int(clamping: ProcessInfo.processInfo.physicalMemory)).bytes
        engine.idempotencyMemoryBytes = memory / 100 * (percent ?? 25)
        let ceiling = try sources.read("max-memory", "a size of 64MiB or more such as 512MiB or 4GiB, or 1% to 100%") {
            MemorySize(parsing: $0, of: memory)
        }
        engine.memoryCeilingBytes = ceiling?.bytes ?? memory / 100 * 80
    }

    private mutating func readTimes(_ sources: OptionSources) throws {
        let form = "a time such as 60s, 15m, 24h or 90d"
        if let span = try sources.read("snapshot-interval", form, TimeSpan.init(parsing:)) {
            engine.snapshotIntervalSeconds = span.seconds
        }
        if let span = try sources.read("retention", form, TimeSpan.init(parsing:)) {
            engine.retentionSeconds = span.seconds
        }
        if let span = try sources.read("keep-sessions", form, TimeSpan.init(parsing:)) {
            engine.keepSessionsSeconds = span.seconds
        }
        durability =
            try sources.read("durability", "always, interval or never") { text in
                ["always": LogDurability.always, "interval": .interval, "never": .never][text]
            } ?? durability
        logLevel =
            try sources.read("log-level", "debug, info, warning or error") { text in
                ["debug": Logger.Level.debug, "info": .info, "warning": .warning, "error": .error][text]
            } ?? logLevel
    }

    /// What a base URL is, in words.
    static let baseURLForm = "an http or https URL without a slash at its end"

    /// Whether a text is a base URL.
    static func isBaseURL(_ text: String) -> Bool {
        let isURL = text.hasPrefix("https://") || text.hasPrefix("http://")
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") }
        return isURL && isPlain && !text.hasSuffix("/") && text.utf8.count <= 512
    }

    private static func count(_ text: String, _ range: ClosedRange<Int>) -> Int? {
        Int(text).flatMap { range.contains($0) ? $0 : nil }
    }
}

extension OptionSources {
    /// The value of an option, read by `parse`; nil if it is not given anywhere.
    func read<Value>(_ name: String, _ allowed: String, _ parse: (String) -> Value?) throws -> Value? {
        guard let found = value(name) else {
            return nil
        }
        guard let value = parse(found.text) else {
            throw ValidationError("\(found.source): '\(found.text)' is not \(allowed)")
        }
        return value
    }
}
