import Testing

/// One place that breaks a habit, worded so that the reader knows what to do.
struct Finding: Equatable, CustomStringConvertible {
    let path: String

    /// Counted from 1; 0 is the file as a whole.
    let line: Int
    let message: String

    init(_ file: TextFile, line index: Int? = nil, _ message: String) {
        path = file.path
        line = index.map { $0 + 1 } ?? 0
        self.message = message
    }

    init(path: String, _ message: String) {
        self.path = path
        line = 0
        self.message = message
    }

    var description: String { line == 0 ? "\(path): \(message)" : "\(path):\(line): \(message)" }
}

/// Fails with one line a finding.
func expectNone(_ findings: [Finding], sourceLocation: SourceLocation = #_sourceLocation) {
    let list = findings.map(\.description).joined(separator: "\n")
    #expect(findings.isEmpty, "\(findings.count) to put right:\n\(list)", sourceLocation: sourceLocation)
}
