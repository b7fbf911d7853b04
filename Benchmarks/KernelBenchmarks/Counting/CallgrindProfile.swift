/// What callgrind counted in one run of a program.
///
/// Read from callgrind's own format (Valgrind manual, section "Callgrind Format Specification"), of which this much
/// matters:
///
/// | line | says |
/// | --- | --- |
/// | `summary: N` | all instructions, of all threads |
/// | `fn=(ID) NAME` | the lines that follow are about this function; the name stands at its first mention only |
/// | `cfn=(ID) NAME` | the function that it calls in the next line |
/// | `calls=N …` | how often |
struct CallgrindProfile: Equatable {
    /// Instructions in user space.
    let instructions: Int

    /// Calls that ask the C library for memory: `malloc`, `calloc`, `realloc`, and those for an alignment.
    let allocations: Int

    /// Reads a profile; throws for text that is none, or in which nothing allocates, as no program is.
    init(parsing text: String) throws(CallgrindFormatError) {
        var reader = Reader()
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            try reader.read(Substring(line))
        }
        guard let instructions = reader.instructions else { throw .summaryMissing }
        guard reader.allocations > 0 else { throw .allocatorUnknown }
        self.instructions = instructions
        allocations = reader.allocations
    }

    /// Reads line by line.
    private struct Reader {
        var instructions: Int?
        var allocations = 0

        private var names: [Substring: Role] = [:]
        private var caller = Role.other
        private var callee = Role.other

        mutating func read(_ line: Substring) throws(CallgrindFormatError) {
            if line.hasPrefix("fn=") {
                caller = try role(in: line.dropFirst(3))
            } else if line.hasPrefix("cfn=") {
                callee = try role(in: line.dropFirst(4))
            } else if line.hasPrefix("calls=") {
                let count = line.dropFirst(6).prefix { $0 != " " }
                guard let count = Int(count) else { throw .lineMalformed(String(line)) }
                // One allocation function may do its work through another, which is no second allocation.
                if callee == .allocator, caller != .allocator { allocations += count }
            } else if line.hasPrefix("summary: ") {
                guard let count = Int(line.dropFirst(9)) else { throw .lineMalformed(String(line)) }
                instructions = count
            }
        }

        /// What a function is to us, by `(ID) NAME` or a later `(ID)`.
        private mutating func role(in text: Substring) throws(CallgrindFormatError) -> Role {
            guard let end = text.firstIndex(of: ")") else { throw .lineMalformed(String(text)) }
            let id = text[...end]
            let name = text[end...].dropFirst(2)
            if name.isEmpty {
                guard let role = names[id] else { throw .lineMalformed(String(text)) }
                return role
            }
            let role = Role(name)
            names[id] = role
            return role
        }
    }

    /// Whether a function hands out memory.
    private enum Role {
        case allocator
        case other

        init(_ name: Substring) {
            // Behind an apostrophe stands how deep a recursion is; glibc has an internal function for all alignments.
            let base = name.prefix { $0 != "'" }
            self = Self.allocators.contains(base) || base.hasPrefix("_mid_memalign") ? .allocator : .other
        }

        private static let allocators: Set<Substring> = [
            "malloc", "calloc", "realloc", "posix_memalign", "aligned_alloc", "memalign",
            "__libc_malloc", "__libc_calloc", "__libc_realloc", "__posix_memalign", "__libc_memalign",
        ]
    }
}
