/// What reads bytes of people whom nobody trusts, or of a disk: each takes any bytes at all.
///
/// libFuzzer and the seeded mutator of the tests both come in here, so that they try the same.
package enum FuzzTarget: String, CaseIterable, Sendable {
    /// Requests behind each other, with bodies of a given length and chunked ones.
    case http
    /// JSON, beside another reader.
    case json
    /// The query of a list.
    case form
    /// The cursor of a list.
    case cursor
    /// URLs to which customers are sent.
    case url
    /// A file of the log, and the events in its records.
    case log
    /// A snapshot, and the entities in its lines.
    case snapshot

    /// What is wrong with what was made of these bytes; nil if all is well.
    package func finding(in bytes: [UInt8]) -> String? {
        switch self {
        case .http: HTTPEntry.finding(in: bytes)
        case .json: JSONEntry.finding(in: bytes)
        case .form: FormEntry.finding(in: bytes)
        case .cursor: CursorEntry.finding(in: bytes)
        case .url: URLEntry.finding(in: bytes)
        case .log: LogEntry.finding(in: bytes)
        case .snapshot: SnapshotEntry.finding(in: bytes)
        }
    }
}
