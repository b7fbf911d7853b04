/// A `///` above every `package` declaration, and above every type of `Sources`.
enum DocumentationCheck {
    static func findings(in file: TextFile) -> [Finding] {
        file.code.enumerated()
            .compactMap { index, line in
                guard let what = declared(line, isTest: file.isTest), !isDocumented(index, in: file) else { return nil }
                return Finding(file, line: index, "`\(what)` needs a `///` that says what a reader cannot see")
            }
    }

    private static let types: Set = ["struct", "enum", "class", "actor", "protocol"]

    private static let keywords: Set = types.union([
        "func", "init", "var", "let", "subscript", "typealias", "case", "associatedtype",
    ])

    /// The declaration, shortened to its keyword and name, if it is one that wants documentation.
    private static func declared(_ line: String, isTest: Bool) -> String? {
        let words = line.split(whereSeparator: { " (:<{".contains($0) }).map(String.init)
        guard let place = words.firstIndex(where: { keywords.contains(withoutMark($0)) }) else { return nil }
        let before = words[..<place]
        guard before.allSatisfy({ modifiers.contains($0) || $0.hasPrefix("@") || $0.hasSuffix(")") }) else {
            return nil
        }
        let keyword = withoutMark(words[place])
        // `class func` and `class var` are members, not types.
        let isMember = place + 1 < words.count && keywords.contains(words[place + 1])
        let isType = types.contains(keyword) && !isMember && !isTest
        guard before.contains("package") || isType else { return nil }
        return words[place...].prefix(2).joined(separator: " ")
    }

    private static func withoutMark(_ word: String) -> String {
        word.filter { $0 != "?" && $0 != "!" }
    }

    private static let modifiers: Set = [
        "package", "internal", "private", "fileprivate", "static", "final", "nonisolated", "mutating", "nonmutating",
        "borrowing", "consuming", "indirect", "lazy", "weak", "unowned", "override", "required", "convenience",
        "isolated", "distributed", "infix", "prefix", "postfix", "dynamic", "optional",
    ]

    /// Attributes and plain comments may stand between the documentation and the declaration.
    private static func isDocumented(_ index: Int, in file: TextFile) -> Bool {
        for above in file.lines[..<index].reversed() {
            let line = above.trimmed
            if line.hasPrefix("///") { return true }
            guard line.hasPrefix("@") || line.hasPrefix("//") || line.hasPrefix("#if") else { return false }
        }
        return false
    }
}
