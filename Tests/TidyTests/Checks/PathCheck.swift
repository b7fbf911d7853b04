/// Text names no place that exists on one machine only: home folders, the folder that holds this clone, or a relative
/// path that climbs out of the repository.
enum PathCheck {
    private static let homes = ["home", "root", "Users"].map { "/\($0)/" }

    /// Folders that every Linux has, so that naming them says nothing about this machine.
    private static let system: Set = ["/", "/tmp", "/var", "/opt", "/srv", "/usr", "/mnt", "/run", "/var/tmp"]

    static func findings(in file: TextFile, root: String) -> [Finding] {
        let parent = root.split(separator: "/").dropLast().map { "/" + $0 }.joined()
        let places = homes + (system.contains(parent) || parent.isEmpty ? [] : [parent + "/"])
        // Swift tests hold hostile paths on purpose; there only absolute places count.
        let climbs = file.isSwift ? [] : climbing(file)
        return climbs
            + file.lines.enumerated()
            .flatMap { index, line in
                places.filter { names($0, in: line) }
                    .map { Finding(file, line: index, "`\($0)` is a place of one machine; leave it out") }
            }
    }

    /// The path from the root, or nil if it climbs above it.
    static func resolve(_ link: String, from folder: String) -> String? {
        var parts = folder.split(separator: "/").map(String.init)
        for part in link.split(separator: "/") where part != "." {
            if part != ".." {
                parts.append(String(part))
            } else if parts.popLast() == nil {
                return nil
            }
        }
        return parts.joined(separator: "/")
    }

    private static func climbing(_ file: TextFile) -> [Finding] {
        file.lines.enumerated()
            .flatMap { index, line in
                line.matches(of: /(^|[^\w.\/}])((\.\.\/)+[\w.\/-]*)/)
                    .filter { resolve(String($0.2), from: file.folder) == nil }
                    .map { Finding(file, line: index, "`\($0.2)` climbs out of the repository; leave it out") }
            }
    }

    /// A path begins here: what stands before is no part of a longer path or address.
    private static func names(_ place: String, in line: String) -> Bool {
        line.ranges(of: place)
            .contains { range in
                guard range.lowerBound > line.startIndex else { return true }
                let before = line[line.index(before: range.lowerBound)]
                return !(before.isLetter || before.isNumber || "._-/}*".contains(before))
            }
    }
}
