import Testing

@testable import KernelBenchmarks

/// Reading what callgrind writes.
@Suite struct CallgrindProfileTests {
    private func profile(_ functions: String, summary: String = "summary: 1000") throws -> CallgrindProfile {
        try CallgrindProfile(parsing: "# callgrind format\nevents: Ir\n\(summary)\n\n\(functions)\ntotals: 1000\n")
    }

    private static let work = """
        ob=(2) /lib/program
        fl=(1) ???
        fn=(10) work
        12 40
        cfn=(20) malloc
        calls=3 +5
        +1 90
        cfn=(21) swift_retain
        calls=7 0
        * 14
        """

    @Test func `instructions are the summary, allocations the calls of allocation functions`() throws {
        let read = try profile(Self.work)
        #expect(read.instructions == 1000)
        #expect(read.allocations == 3)
    }

    @Test func `a name stands at its first mention only`() throws {
        let more = """
            fn=(11) more
            cob=(3) /lib/libc.so.6
            cfi=(4) malloc.c
            cfn=(20)
            calls=4 0
            0 120
            fn=(10)
            cfn=(20)
            calls=100 0
            0 3000
            """
        #expect(try profile(Self.work + "\n" + more).allocations == 107)
    }

    @Test(arguments: ["malloc", "calloc", "realloc", "posix_memalign", "aligned_alloc", "__libc_malloc", "malloc'2"])
    func `every way to memory counts`(name: String) throws {
        #expect(try profile("fn=(1) work\ncfn=(2) \(name)\ncalls=5 0\n0 10").allocations == 5)
    }

    @Test(arguments: ["free", "mallopt", "malloc_usable_size", "swift_slowAlloc", "_int_malloc", "my malloc"])
    func `nothing else counts`(name: String) throws {
        let text = "fn=(1) work\ncfn=(2) malloc\ncalls=1 0\n0 10\ncfn=(3) \(name)\ncalls=5 0\n0 10"
        #expect(try profile(text).allocations == 1)
    }

    @Test func `an allocation function that asks another one is one allocation`() throws {
        let text = """
            fn=(1) work
            cfn=(2) posix_memalign
            calls=5 0
            0 500
            fn=(2)
            0 10
            cfn=(3) _mid_memalign.constprop.0
            calls=5 0
            0 400
            fn=(3)
            0 10
            cfn=(4) malloc
            calls=5 0
            0 300
            """
        #expect(try profile(text).allocations == 5)
    }

    @Test func `a text without a summary is refused`() {
        #expect(throws: CallgrindFormatError.summaryMissing) {
            try profile(Self.work, summary: "")
        }
    }

    @Test func `a program in which nothing allocates is refused`() {
        #expect(throws: CallgrindFormatError.allocatorUnknown) {
            try profile("fn=(1) work\ncfn=(2) je_malloc\ncalls=5 0\n0 10")
        }
    }

    @Test(arguments: ["fn=malloc", "cfn=(9)", "calls=many 0", "summary: x"])
    func `a line that goes wrong is refused`(line: String) {
        #expect(throws: CallgrindFormatError.self) {
            try profile(Self.work + "\n" + line)
        }
    }
}
