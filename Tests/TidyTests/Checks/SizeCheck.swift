/// Files to 500 lines, lines to 120 characters.
enum SizeCheck {
    static let linesInFile = 500
    static let charactersInLine = 120

    /// Files that are one table and read best unbroken.
    static let tables: Set<String> = []

    static func findings(in file: TextFile) -> [Finding] {
        var findings: [Finding] = []
        // The last line end leaves an empty piece behind it.
        let count = file.lines.last == "" ? file.lines.count - 1 : file.lines.count
        if count > linesInFile, !tables.contains(file.path) {
            findings.append(Finding(file, "\(count) lines; split it by topic, \(linesInFile) are the limit"))
        }
        for (index, line) in file.lines.enumerated() where line.count > charactersInLine {
            findings.append(Finding(file, line: index, "\(line.count) characters; \(charactersInLine) are the limit"))
        }
        return findings
    }
}
