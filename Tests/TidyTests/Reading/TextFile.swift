/// One text file and what its place in the repository says about it.
struct TextFile: Sendable {
    /// Relative to the root, parts joined by `/`.
    let path: String

    let text: String

    /// The lines as they stand, without line ends.
    let lines: [String]

    /// The lines of Swift text with comments and the contents of strings turned into spaces; empty for other files.
    let code: [String]

    /// The lines of Swift text with all but comments turned into spaces; empty for other files.
    let comments: [String]

    init(path: String, text: String) {
        self.path = path
        self.text = text
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard path.hasSuffix(".swift") else {
            code = []
            comments = []
            return
        }
        var splitter = SwiftSplitter(text)
        splitter.run()
        code = splitter.code.lines
        comments = splitter.comments.lines
    }

    var isSwift: Bool { path.hasSuffix(".swift") }
    var isMarkdown: Bool { path.hasSuffix(".md") }
    var isTest: Bool { path.hasPrefix("Tests/") }

    /// The file's name without folders.
    var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// The folder, with no slash at its end; empty at the root.
    var folder: String { path.split(separator: "/").dropLast().joined(separator: "/") }

    /// The folder under `Sources`, `Tests` or `Benchmarks`, which is the target's name.
    var target: String? {
        let parts = path.split(separator: "/")
        guard parts.count > 2, ["Sources", "Tests", "Benchmarks"].contains(parts[0]) else { return nil }
        return String(parts[1])
    }
}
