import Foundation

/// The text files of this repository as they stand on the disk.
///
/// What git ignores is left out by name, so that the checks also run in an unpacked archive without git.
struct Repository: Sendable {
    /// The repository that this file is part of, read once for all checks.
    static let here = Repository(root: Repository.rootOfThisFile)

    /// The absolute path, symbolic links resolved.
    let root: String

    /// Every text file, sorted by path.
    let files: [TextFile]

    init(root: String) {
        self.root = root
        files = Repository.paths(under: root).sorted()
            .compactMap { path in
                guard let data = FileManager.default.contents(atPath: root + "/" + path), data.count < 2_000_000,
                    let text = String(data: data, encoding: .utf8), !text.contains("\0")
                else { return nil }
                return TextFile(path: path, text: text)
            }
    }

    /// The Swift files of targets, which most checks are about.
    var swiftFiles: [TextFile] { files.filter { $0.isSwift && $0.target != nil } }

    /// What `Package.swift` declares.
    var manifest: Manifest {
        Manifest(files.first { $0.path == "Package.swift" }?.text ?? "")
    }

    func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root + "/" + path)
    }

    /// Climbs from this file: Reading, TidyTests, Tests, root.
    private static var rootOfThisFile: String {
        var url = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<4 {
            url.deleteLastPathComponent()
        }
        return url.path
    }

    private static func paths(under root: String) -> [String] {
        var paths: [String] = []
        let walk = FileManager.default.enumerator(atPath: root)
        while let path = walk?.nextObject() as? String {
            guard !isIgnored(path) else {
                walk?.skipDescendants()
                continue
            }
            guard walk?.fileAttributes?[.type] as? FileAttributeType == .typeRegular else { continue }
            paths.append(path)
        }
        return paths
    }

    /// Follows `.gitignore`.
    static func isIgnored(_ path: String) -> Bool {
        let parts = path.split(separator: "/").map(String.init)
        let isInsideIgnored = parts.contains { ignoredNames.contains($0) || $0.hasPrefix(".build") }
        let isData = parts.first == "snapshots" && parts.count > 1 && path != "snapshots/README.md"
        return isInsideIgnored || isData || path.hasSuffix(".pyc")
    }

    private static let ignoredNames: Set = [
        ".git", ".venv", "__pycache__", ".pytest_cache", ".hypothesis", "Package.resolved",
    ]
}
