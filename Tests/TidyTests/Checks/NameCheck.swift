/// A file is named for a type it declares, no type for its module, and nothing for everything.
enum NameCheck {
    static func findings(in file: TextFile) -> [Finding] {
        guard let target = file.target, file.name != "main.swift" else { return [] }
        var findings: [Finding] = []
        let base = String(file.name.dropLast(".swift".count).prefix { $0 != "+" })
        if !file.isTest || target == "TestTools", !declaredNames(file).contains(base) {
            findings.append(Finding(file, "declares no `\(base)`; name the file for its type"))
        }
        for line in file.code.indices where declares(target, in: file.code[line]) {
            findings.append(Finding(file, line: line, "`\(target)` is the module's name; call the type otherwise"))
        }
        if let word = vague.first(where: { base == $0 || base.hasSuffix($0) }) {
            findings.append(Finding(file, "`\(word)` names nothing; say what the file is about"))
        }
        return findings
    }

    private static let vague = ["Utils", "Utilities", "Common", "Helpers", "Helper", "Manager", "Misc"]

    /// Declared or extended; of `Outer.Inner` both the whole and the parts.
    ///
    /// A file without any type may be named for a function, in a type's spelling: `OnThread.swift` for `onThread`.
    private static func declaredNames(_ file: TextFile) -> Set<String> {
        let pairs = file.code.flatMap(keywordsWithNames)
        let declaredTypes = pairs.filter { $0.keyword != "func" }.map(\.name)
        guard declaredTypes.isEmpty else {
            return Set(declaredTypes).union(declaredTypes.flatMap { $0.split(separator: ".").map(String.init) })
        }
        return Set(pairs.map { $0.name.prefix(1).uppercased() + $0.name.dropFirst() })
    }

    private static func declares(_ name: String, in line: String) -> Bool {
        keywordsWithNames(line).contains { types.contains($0.keyword) && $0.name == name }
    }

    private static let types: Set = ["struct", "enum", "class", "actor", "protocol", "typealias"]

    private static func keywordsWithNames(_ line: String) -> [(keyword: String, name: String)] {
        guard types.contains(where: line.contains) || line.contains("extension") || line.contains("func") else {
            return []
        }
        let words = line.split { " (:<{".contains($0) }.map(String.init)
        return zip(words, words.dropFirst())
            .compactMap { keyword, name in
                let isDeclaring = types.contains(keyword) || keyword == "extension" || keyword == "func"
                return isDeclaring ? (keyword, name) : nil
            }
    }
}
