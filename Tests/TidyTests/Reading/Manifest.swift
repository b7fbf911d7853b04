/// The targets of `Package.swift`, read as text: enough for this manifest's plain style, not a Swift interpreter.
struct Manifest {
    /// The calls that declare a target.
    enum Kind: String, CaseIterable {
        case library = ".target("
        case executable = ".executableTarget("
        case test = ".testTarget("
        case system = ".systemLibrary("
    }

    struct Target: Equatable {
        let name: String
        let kind: Kind

        /// The modules that it may import: target names and product names.
        let dependencies: Set<String>
    }

    let targets: [Target]

    init(_ text: String) {
        let products = Manifest.namedProducts(text)
        targets = Manifest.declarations(text)
            .compactMap { kind, body in
                guard let name = Manifest.quoted(after: "name:", in: body) else { return nil }
                let list = Manifest.text(after: "dependencies: [", closing: "]", in: body) ?? ""
                return Target(name: name, kind: kind, dependencies: Manifest.dependencies(list, products: products))
            }
    }

    func target(_ name: String) -> Target? {
        targets.first { $0.name == name }
    }

    /// `let logging = Target.Dependency.product(name: "Logging", package: "swift-log")` by its constant.
    private static func namedProducts(_ text: String) -> [String: String] {
        var products: [String: String] = [:]
        for match in text.matches(of: /let (\w+) = Target\.Dependency\.product\(name: "(\w+)"/) {
            products[String(match.1)] = String(match.2)
        }
        return products
    }

    private static func declarations(_ text: String) -> [(Kind, String)] {
        Kind.allCases.flatMap { kind in
            text.ranges(of: kind.rawValue)
                .compactMap { range in
                    balanced(text[range.upperBound...], open: "(", close: ")").map { (kind, $0) }
                }
        }
    }

    private static func dependencies(_ list: String, products: [String: String]) -> Set<String> {
        var rest = list
        var names: Set<String> = []
        for match in list.matches(of: /\.product\(name: "(\w+)"[^)]*\)/) {
            names.insert(String(match.1))
        }
        rest.replace(/\.product\([^)]*\)/, with: "")
        for item in rest.split(separator: ",") {
            let word = item.filter { !$0.isWhitespace }
            guard !word.isEmpty else { continue }
            names.insert(word.hasPrefix("\"") ? word.filter { $0 != "\"" } : products[word] ?? word)
        }
        return names
    }

    private static func quoted(after label: String, in text: String) -> String? {
        guard let start = text.firstRange(of: label) else { return nil }
        let parts = text[start.upperBound...].split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
        return parts.count > 1 ? String(parts[1]) : nil
    }

    private static func text(after label: String, closing: Character, in text: String) -> String? {
        guard let start = text.firstRange(of: label) else { return nil }
        return balanced(text[start.upperBound...], open: "[", close: closing)
    }

    /// What stands before the sign that closes the one opened just before `text`.
    private static func balanced(_ text: Substring, open: Character, close: Character) -> String? {
        var depth = 1
        for index in text.indices {
            if text[index] == open { depth += 1 }
            if text[index] == close { depth -= 1 }
            if depth == 0 { return String(text[..<index]) }
        }
        return nil
    }
}
