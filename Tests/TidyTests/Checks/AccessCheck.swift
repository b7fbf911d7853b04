/// It is a program: `package` is as wide as access gets.
enum AccessCheck {
    static func findings(in file: TextFile) -> [Finding] {
        file.code.enumerated()
            .compactMap { index, line in
                let words = line.split(separator: " ").map(String.init)
                let refused: Set = ["public", "open", "public(set)"]
                let isDeclaration = words.first.map { refused.contains($0) || $0.hasPrefix("@") } ?? false
                guard isDeclaration, let word = words.first(where: refused.contains) else { return nil }
                return Finding(file, line: index, "`\(word)` is refused: write `package` across targets, else nothing")
            }
    }
}
