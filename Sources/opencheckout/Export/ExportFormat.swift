import ArgumentParser

/// How an export writes its sessions.
enum ExportFormat: String, Codable, CaseIterable, ExpressibleByArgument {
    /// One JSON object a line, as the merchants' API gives it.
    case jsonl

    /// A header line, then a line a session (RFC 4180, with line feeds).
    case csv
}
