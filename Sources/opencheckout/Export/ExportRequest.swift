/// What an operator wants exported.
struct ExportRequest: Codable, Sendable {
    let format: ExportFormat

    /// True for one JSON document around the objects.
    let isDocument: Bool

    /// Only this merchant's sessions.
    let merchant: String?
}
