import CLinux
import Glibc

/// Where the engine reads how much memory the process has in use, in bytes: handed in, so that tests can fill it up.
package struct MemorySource: Sendable {
    /// Bytes in use; below the ceiling that is given any figure will do that is not too low.
    package let usedBytes: @Sendable (_ ceiling: Int) -> Int

    /// A source of any figures.
    package init(usedBytes: @escaping @Sendable (_ ceiling: Int) -> Int) {
        self.usedBytes = usedBytes
    }

    /// What is resident, less what the allocator has free in it.
    ///
    /// The allocator keeps what is freed, for what comes next: by the resident size alone a service would never come
    /// back below a ceiling. To ask it takes a walk over all free pieces, so it is asked only above the ceiling.
    package static let process = MemorySource { ceiling in
        let resident = residentBytes()
        return resident < ceiling ? resident : max(0, resident - clinux_free_heap_bytes())
    }

    /// The second number of /proc/self/statm (proc_pid_statm(5)), in pages; 0 where there is none.
    private static func residentBytes() -> Int {
        let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return 0 }
        defer { close(file) }
        var text = [UInt8](repeating: 0, count: 128)
        let count = read(file, &text, text.count)
        guard count > 0 else { return 0 }
        let fields = text[..<count].split(separator: UInt8(ascii: " "))
        guard fields.count > 1, let pages = Int(String(decoding: fields[1], as: UTF8.self)) else { return 0 }
        return pages * Int(getpagesize())
    }
}
