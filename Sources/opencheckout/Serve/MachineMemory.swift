import Foundation

/// How much memory the service can have: the machine's, or what its container is given if that is less.
struct MachineMemory {
    /// The memory in bytes.
    let bytes: Int

    /// Takes the least limit of the process' control group and those above it (the kernel's cgroup-v2, `memory.max`,
    /// or `memory.limit_in_bytes` of its first version); what cannot be read limits nothing.
    ///
    /// `root` is where `proc` and `sys` are.
    init(machineBytes: Int, root: String = "") {
        let groups = (try? String(contentsOfFile: root + "/proc/self/cgroup", encoding: .utf8)) ?? ""
        var files: [String] = []
        for line in groups.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            if parts[1].isEmpty {
                files += Self.places(of: "memory.max", in: parts[2], below: root + "/sys/fs/cgroup")
            } else if parts[1].split(separator: ",").contains("memory") {
                files += Self.places(of: "memory.limit_in_bytes", in: parts[2], below: root + "/sys/fs/cgroup/memory")
            }
        }
        bytes = files.compactMap(Self.number).reduce(machineBytes, min)
    }

    /// A file of a group and of all groups that it is in; a container often sees its own group as the topmost.
    private static func places(of file: String, in group: Substring, below base: String) -> [String] {
        let names = group.split(separator: "/")
        return (0...names.count)
            .map { depth in
                ([base] + names.prefix(depth).map(String.init) + [file]).joined(separator: "/")
            }
    }

    private static func number(in file: String) -> Int? {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return nil }
        return Int(text.trimmingCharacters(in: .whitespacesAndNewlines)).flatMap { $0 > 0 ? $0 : nil }
    }
}
