import CheckoutEngine
import Foundation
import Logging
import TestTools
import Testing
import WriteAheadLog

@testable import opencheckout

/// Where the options of `serve` come from, and which values they take.
struct ServeSettingsTests {
    @Test func `without anything the defaults hold`() throws {
        let settings = try Self.settings()
        #expect(settings.host == "127.0.0.1")
        #expect(settings.port == 8080)
        #expect(settings.dataDirectory == "./snapshots")
        #expect(settings.baseURL == nil)
        #expect(settings.threads == ProcessInfo.processInfo.activeProcessorCount)
        #expect(settings.shards == nil)
        #expect(settings.durability == .always)
        #expect(settings.engine.snapshotIntervalSeconds == 60)
        #expect(settings.engine.retentionSeconds == 86_400)
        #expect(settings.engine.keepSessionsSeconds == 90 * 86_400)
        #expect(settings.rateLimit == nil)
        #expect(settings.metricsPort == nil)
        #expect(settings.trustedProxy == nil)
        #expect(settings.encryptionKeyFile == nil)
        #expect(settings.logLevel == .info)
        #expect(!settings.allowsLocalWebhooks)
        #expect(!settings.allowsLocalWallets)
        #expect(!settings.isDemo)
    }

    @Test func `an option outweighs the environment, the environment the file, and the file the default`() throws {
        let folder = try TemporaryDirectory()
        let file = try folder.config(#"{"port": 1, "host": "file", "threads": 3, "rate-limit": "7", "demo": true}"#)
        let environment = ["OPENCHECKOUT_PORT": "2", "OPENCHECKOUT_HOST": "environment"]
        let settings = try Self.settings(["port": "3"], file: file, environment)
        #expect(settings.port == 3)
        #expect(settings.host == "environment")
        #expect(settings.threads == 3)
        #expect(settings.rateLimit == 7)
        #expect(settings.isDemo)
        #expect(settings.allowsLocalWallets)
        #expect(settings.durability == .always)
    }

    @Test func `the environment can name the file, and an option another one`() throws {
        let folder = try TemporaryDirectory()
        let file = try folder.config(#"{"port": 1}"#)
        #expect(try Self.settings([:], ["OPENCHECKOUT_CONFIG": file]).port == 1)
        let missing = ["OPENCHECKOUT_CONFIG": folder.file("missing.json")]
        #expect(try Self.settings([:], file: file, missing).port == 1)
    }

    @Test func `every option can be set in the environment and in a file`() throws {
        let values = [
            "host": "::1", "port": "0", "data-dir": "/d", "base-url": "https://b.example", "shards": "1024",
            "threads": "256",
            "durability": "interval", "snapshot-interval": "15m", "retention": "48h", "keep-sessions": "1d",
            "idempotency-memory": "90", "max-memory": "512MiB", "rate-limit": "1000000", "metrics-port": "9090",
            "trusted-proxy": "10.0.0.0/8",
            "encryption-key-file": "/k", "allow-local-webhooks": "true",
            "allow-local-wallets": "true", "log-level": "debug", "demo": "true",
        ]
        #expect(values.keys.sorted() == ServeSettings.names.sorted())
        let environment = values.map { name, value in
            ("OPENCHECKOUT_" + name.uppercased().replacingOccurrences(of: "-", with: "_"), value)
        }
        let folder = try TemporaryDirectory()
        let file = try folder.config(String(decoding: JSONEncoder().encode(values), as: UTF8.self))
        let all = [
            try Self.settings(values), try Self.settings([:], Dictionary(uniqueKeysWithValues: environment)),
            try Self.settings([:], file: file),
        ]
        for settings in all {
            #expect(settings.host == "::1")
            #expect(settings.port == 0)
            #expect(settings.dataDirectory == "/d")
            #expect(settings.baseURL == "https://b.example")
            #expect(settings.shards == 1024)
            #expect(settings.threads == 256)
            #expect(settings.durability == .interval)
            #expect(settings.engine.snapshotIntervalSeconds == 900)
            #expect(settings.engine.retentionSeconds == 172_800)
            #expect(settings.engine.keepSessionsSeconds == 86_400)
            #expect(settings.engine.memoryCeilingBytes == 512 << 20)
            #expect(settings.rateLimit == 1_000_000)
            #expect(settings.metricsPort == 9090)
            #expect(settings.trustedProxy != nil)
            #expect(settings.encryptionKeyFile == "/k")
            #expect(settings.logLevel == .debug)
            #expect(settings.isDemo)
        }
    }

    private static let badValues = [
        ("port", ["65536", "-1", "", "http", "80.5", "8 0"]), ("metrics-port", ["65536", "on"]),
        (
            "base-url",
            ["", "shop.example", "ftp://a.example", "https://a.example/", "https://a b", "https://a\"b", "http://"]
        ),
        ("shards", ["0", "1025", "many", "1e2"]), ("threads", ["0", "257", ""]),
        ("durability", ["", "Always", "sometimes"]), ("snapshot-interval", ["", "1 h", "-5s", "5w", "h", "1.5h"]),
        ("retention", ["forever", "99999999999999999999d"]), ("keep-sessions", ["-1d", "36601d"]),
        ("idempotency-memory", ["0", "91", "25%"]),
        ("max-memory", ["0", "63MiB", "1", "0%", "101%", "%", "4 GiB", "-4GiB", "4GB", "9999999999TiB", ""]),
        ("rate-limit", ["0", "-1", "1000001"]),
        ("trusted-proxy", ["", "10.0.0.0/33", "::1/129", "10.0.0/8", "localhost", "10.0.0.0/", "10.0.0.0/-1"]),
        ("log-level", ["", "trace me", "DEBUG"]), ("demo", ["", "yes", "1"]),
    ]

    @Test(arguments: badValues)
    func `a bad value is refused with its source and what is allowed`(name: String, values: [String]) throws {
        let variable = "OPENCHECKOUT_" + name.uppercased().replacingOccurrences(of: "-", with: "_")
        let folder = try TemporaryDirectory()
        for value in values {
            let fromOption = Self.refusal { try Self.settings([name: value]) }
            #expect(fromOption.hasPrefix("--\(name): '\(value)' is not "), "\(fromOption)")
            let fromEnvironment = Self.refusal { try Self.settings([:], [variable: value]) }
            #expect(fromEnvironment.hasPrefix("\(variable): '\(value)' is not "), "\(fromEnvironment)")
            let quoted = String(decoding: try JSONEncoder().encode([name: value]), as: UTF8.self)
            let file = try folder.config(quoted)
            let fromFile = Self.refusal { try Self.settings([:], file: file) }
            #expect(fromFile.hasPrefix("\(name) in \(file): '\(value)' is not "), "\(fromFile)")
        }
    }

    @Test func `a file is one object of known options with plain values`() throws {
        let folder = try TemporaryDirectory()
        let bad = [
            ("[]", "is no JSON object"), ("{", "is no JSON object"), (#"{"port":1,"port":2}"#, "is no JSON object"),
            (#"{"prot":1}"#, "unknown option 'prot'"), (#"{"data_dir":"x"}"#, "unknown option 'data_dir'"),
            (#"{"config":"x"}"#, "unknown option 'config'"), (#"{"port":null}"#, "port in"),
            (#"{"port":[1]}"#, "port in"),
            (#"{"port":{"a":1}}"#, "port in"), (#"{"port":80.5}"#, "'80.5' is not"),
            (#"{"port":true}"#, "'true' is not"),
            (#"{"demo":1}"#, "'1' is not"),
        ]
        for (text, reason) in bad {
            let file = try folder.config(text)
            let refusal = Self.refusal { try Self.settings([:], file: file) }
            #expect(refusal.contains(reason), "\(text): \(refusal)")
            #expect(refusal.contains(file), "\(text): \(refusal)")
        }
        let missing = Self.refusal { try Self.settings([:], file: folder.file("missing.json")) }
        #expect(missing.contains("cannot be read"), "\(missing)")
    }

    @Test(
        arguments: [
            ("0", 0), ("90", 90), ("60s", 60), ("15m", 900), ("24h", 86_400), ("90d", 7_776_000),
            ("36600d", 3_162_240_000),
            ("36601d", nil), ("", nil), ("s", nil), ("-1s", nil), ("+1s", nil), ("1.5h", nil), ("1H", nil),
            ("1h30m", nil),
            (" 1s", nil), ("١s", nil), ("9223372036854775807d", nil), ("9223372036854775808", nil),
        ] as [(String, Int64?)]
    )
    func `a span of time is a number with a unit, or seconds`(text: String, seconds: Int64?) {
        #expect(TimeSpan(parsing: text)?.seconds == seconds)
    }

    private static func settings(
        _ typed: [String: String] = [:],
        file: String? = nil,
        _ environment: [String: String] = [:]
    ) throws -> ServeSettings {
        try ServeSettings(typed: typed, configFile: file, environment: environment)
    }

    /// What a user is told; empty if nothing is wrong.
    private static func refusal(_ body: () throws -> ServeSettings) -> String {
        do {
            _ = try body()
            return ""
        } catch {
            return "\(error)"
        }
    }
}

extension TemporaryDirectory {
    /// Writes a config file and gives its path.
    fileprivate func config(_ text: String) throws -> String {
        let path = file("config.json")
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }
}
