import ArgumentParser
import LoadGeneration
import Testing

@testable import LoadBenchmark

@Suite struct LoadOptionsTests {
    @Test(arguments: [
        [], ["--url", "http://127.0.0.1:1", "--key", "k"], ["--rate", "27400"], ["--threads", "2"],
        ["--url", "http://127.0.0.1:1", "--key", "k", "--server-pid", "1"], ["--duration", "0.5"],
    ])
    func `what goes together is taken`(arguments: [String]) throws {
        try LoadOptions.parse(arguments).check()
    }

    @Test(arguments: [
        ["--url", "http://127.0.0.1:1"], ["--key", "k"], ["--url", "u", "--key", "k", "--data-dir", "d"],
        ["--url", "u", "--key", "k", "--program", "p"], ["--server-pid", "1"], ["--rate", "0"], ["--rate", "nan"],
        ["--duration", "0"], ["--connections", "0"], ["--threads", "3", "--connections", "2"], ["--threads", "0"],
    ])
    func `what does not is refused`(arguments: [String]) {
        #expect(throws: (any Error).self) { try LoadOptions.parse(arguments).check() }
    }

    @Test func `a soak takes ten minutes, everything else half a minute, unless it is said`() throws {
        #expect(try LoadOptions.parse(["--scenario", "soak"]).load.ending == .after(.seconds(600)))
        #expect(try LoadOptions.parse([]).load.ending == .after(.seconds(30)))
        #expect(try LoadOptions.parse(["--scenario", "soak", "--duration", "5"]).load.ending == .after(.seconds(5)))
    }
}
