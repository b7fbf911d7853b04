import Foundation
import TestTools
import Testing

@testable import opencheckout

/// How much memory there is, and how operators write how much of it may be used.
struct MemorySizeTests {
    @Test(arguments: [
        ("80%", 800 << 20), ("100%", 1000 << 20), ("64MiB", 64 << 20), ("4GiB", 4 << 30), ("65536KiB", 64 << 20),
        ("1TiB", 1 << 40), ("67108864", 64 << 20),
    ])
    func `a size is a share, a number with a unit, or bytes`(text: String, bytes: Int) {
        #expect(MemorySize(parsing: text, of: 1000 << 20)?.bytes == bytes)
    }

    @Test(arguments: [
        "", "%", "0%", "101%", "6%", "63MiB", "67108863", "4GB", "4gib", "-1GiB", "1.5GiB", " 1GiB", "1 GiB", "GiB",
        "9223372036854775807GiB", "٤GiB",
    ])
    func `anything else, and too little, is none`(text: String) {
        #expect(MemorySize(parsing: text, of: 1000 << 20) == nil)
    }

    /// Lays files out below a folder.
    private func root(_ files: [String: String]) throws -> TemporaryDirectory {
        let folder = try TemporaryDirectory()
        for (path, text) in files {
            let file = URL(fileURLWithPath: folder.path + path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: file)
        }
        return folder
    }

    @Test(
        arguments: [
            ([:], 1000), (["/proc/self/cgroup": "0::/\n"], 1000),
            (["/proc/self/cgroup": "0::/a/b\n", "/sys/fs/cgroup/a/b/memory.max": "max\n"], 1000),
            (["/proc/self/cgroup": "0::/a/b\n", "/sys/fs/cgroup/a/b/memory.max": "300\n"], 300),
            (["/proc/self/cgroup": "0::/a/b\n", "/sys/fs/cgroup/a/memory.max": "200\n"], 200),
            (["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/memory.max": "100\n"], 100),
            (["/proc/self/cgroup": "0::/a\n", "/sys/fs/cgroup/a/memory.max": "5000\n"], 1000),
            (
                [
                    "/proc/self/cgroup": "5:cpu,memory:/c\n3:pids:/p\n",
                    "/sys/fs/cgroup/memory/c/memory.limit_in_bytes": "400\n", "/sys/fs/cgroup/p/memory.max": "1\n",
                ], 400
            ),
        ] as [([String: String], Int)]
    )
    func `a container's limit counts if it is less than the machine's memory`(
        files: [String: String],
        bytes: Int
    ) throws {
        let folder = try root(files)
        #expect(MachineMemory(machineBytes: 1000, root: folder.path).bytes == bytes)
    }
}
