/// Where the compiler is told to believe us, the line above says why it may.
enum SafetyCheck {
    private static let claims = [
        "@unchecked Sendable", "nonisolated(unsafe)", "unowned(unsafe)", "assumeIsolated", "unsafeBitCast(",
        "unsafeDowncast(",
    ]

    static func findings(in file: TextFile) -> [Finding] {
        file.code.indices.flatMap { index in
            let line = file.code[index]
            guard !line.contains("func assumeIsolated") else { return [Finding]() }
            return claims.filter { line.contains($0) && !isExplained(index, in: file) }
                .map { Finding(file, line: index, "`\($0)` needs a line `// Safe because …` above it") }
        }
    }

    /// Climbs over the rest of the same declaration or call, its attributes and its comments.
    private static func isExplained(_ index: Int, in file: TextFile) -> Bool {
        for above in file.lines[..<index].reversed() {
            let line = above.trimmed
            if line.hasPrefix("// Safe because") { return true }
            let isContinued = line.hasSuffix(",") || line.hasSuffix("(") || line.hasSuffix(":") || line.hasSuffix("=")
            guard line.hasPrefix("//") || line.hasPrefix("@") || isContinued else { return false }
        }
        return false
    }
}
