/// Imports go down the table of rooms, and only where the manifest says so too.
enum ImportCheck {
    static func findings(in file: TextFile, manifest: Manifest) -> [Finding] {
        guard let target = file.target else { return [] }
        return imports(of: file)
            .flatMap { line, module in
                var messages = declarationProblems(of: module, in: target, manifest: manifest)
                if !file.isTest { messages += tableProblems(of: module, in: target) }
                return messages.map { Finding(file, line: line, $0) }
            }
    }

    /// Lines and module names, whatever access level or attribute stands before `import`.
    static func imports(of file: TextFile) -> [(line: Int, module: String)] {
        file.code.enumerated()
            .compactMap { index, line in
                let words = line.split(separator: " ").map(String.init)
                guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
                    words[..<place].allSatisfy({ $0.hasPrefix("@") || modifiers.contains($0) })
                else { return nil }
                let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
                let name = kinds.contains(words[place + 1]) ? words.last : words[place + 1]
                return name.map { (index, String($0.prefix { $0 != "." })) }
            }
    }

    private static let modifiers: Set = ["package", "internal", "private", "fileprivate", "public"]

    private static func tableProblems(of module: String, in target: String) -> [String] {
        guard let room = Rooms.room(target), let height = Rooms.height(target) else {
            return ["\(target) has no row in the table of rooms; give it one"]
        }
        if Rooms.hot.contains(target), Rooms.refusedInHot.contains(module) {
            return ["\(module) stays out of \(target), which is on the way of a request; use Glibc or Bytes"]
        }
        if let other = Rooms.height(module) {
            if other >= height { return ["\(target) may not import \(module), which stands below it in the table"] }
            if room.stranger.contains(module) { return ["\(target) may not know \(module)"] }
            return []
        }
        if Rooms.standard.contains(module) || room.outside.contains(module) { return [] }
        return ["\(target) may not import \(module); the table of rooms names what it may"]
    }

    private static func declarationProblems(of module: String, in target: String, manifest: Manifest) -> [String] {
        guard let declared = manifest.target(target) else { return ["\(target) is not declared in Package.swift"] }
        let tools: Set = Rooms.forTests.union(Rooms.refusedInHot)
        if tools.contains(module) || declared.dependencies.contains(module) { return [] }
        return ["\(module) is not among the dependencies of \(target) in Package.swift"]
    }
}
