import ArgumentParser

/// The options of `serve` as they were typed; `ServeSettings` fills in environment, file and defaults.
struct ServeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A JSON file with any of these options, by their names.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("The address to listen on. (default: 127.0.0.1)", valueName: "address"))
    var host: String?

    @Option(help: ArgumentHelp("The port to listen on; 0 lets the system choose. (default: 8080)", valueName: "port"))
    var port: String?

    @Option(help: ArgumentHelp("Where everything is kept. (default: ./snapshots)", valueName: "directory"))
    var dataDir: String?

    @Option(help: ArgumentHelp("Where customers reach the service. (default: http://HOST:PORT)", valueName: "url"))
    var baseURL: String?

    @Option(help: ArgumentHelp("Parts the sessions are kept in. (default: one per thread)", valueName: "count"))
    var shards: String?

    @Option(help: ArgumentHelp("Event loops. (default: one per core)", valueName: "count"))
    var threads: String?

    @Option(
        help: ArgumentHelp(
            "When a reply may leave: always = synced, interval = written and synced every second, never = written. "
                + "(default: always)",
            valueName: "always|interval|never"
        )
    )
    var durability: String?

    @Option(help: ArgumentHelp("The shortest time between snapshots. (default: 60s)", valueName: "time"))
    var snapshotInterval: String?

    @Option(
        help: ArgumentHelp("How long the log, and a snapshot an hour, are kept. (default: 24h)", valueName: "time")
    )
    var retention: String?

    @Option(help: ArgumentHelp("How long final sessions stay readable. (default: 90d)", valueName: "time"))
    var keepSessions: String?

    @Option(
        help: ArgumentHelp(
            "The share of the machine's memory that idempotency keys may take; beyond it new keys get 503. "
                + "(default: 25)",
            valueName: "percent"
        )
    )
    var idempotencyMemory: String?

    @Option(
        help: ArgumentHelp(
            "Memory that the service may use, such as 4GiB or 80%; beyond it creates get 503. (default: 80%)",
            valueName: "size"
        )
    )
    var maxMemory: String?

    @Option(help: ArgumentHelp("Requests a second for each API key. (default: no limit)", valueName: "count"))
    var rateLimit: String?

    @Option(help: ArgumentHelp("Serves /metrics on 127.0.0.1 there. (default: off)", valueName: "port"))
    var metricsPort: String?

    @Option(
        help: ArgumentHelp("A proxy whose X-Forwarded-For is believed.", valueName: "cidr")
    )
    var trustedProxy: String?

    @Flag(help: "Sends test webhooks also to this machine itself, and there over http.")
    var allowLocalWebhooks = false

    @Flag(help: "Lets wallets of test mode be on this machine itself, and there over http.")
    var allowLocalWallets = false

    @Option(help: ArgumentHelp("A file with the encryption key, 64 hexadecimal digits.", valueName: "file"))
    var encryptionKeyFile: String?

    @Option(help: ArgumentHelp("debug tells every request. (default: info)", valueName: "debug|info|warning|error"))
    var logLevel: String?

    @Flag(help: "For a first try: makes a merchant with a test key, prints a curl line, and runs wallets to try.")
    var demo = false

    /// What was typed, by the names that environment and file have for it too.
    var typed: [String: String] {
        let all: [String: String?] = [
            "host": host, "port": port, "data-dir": dataDir, "base-url": baseURL, "shards": shards, "threads": threads,
            "durability": durability, "snapshot-interval": snapshotInterval, "retention": retention,
            "keep-sessions": keepSessions, "idempotency-memory": idempotencyMemory,
            "max-memory": maxMemory, "rate-limit": rateLimit, "metrics-port": metricsPort,
            "trusted-proxy": trustedProxy, "encryption-key-file": encryptionKeyFile,
            "allow-local-webhooks": allowLocalWebhooks ? "true" : nil,
            "allow-local-wallets": allowLocalWallets ? "true" : nil, "log-level": logLevel,
            "demo": demo ? "true" : nil,
        ]
        return all.compactMapValues { $0 }
    }
}
