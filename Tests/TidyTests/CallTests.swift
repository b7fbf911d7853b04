import Testing

@Suite struct CallTests {
    private func findings(_ path: String, _ text: String) -> [Finding] {
        CallCheck.findings(in: TextFile(path: path, text: text), programs: ["opencheckout"])
    }

    @Test func `nothing refused is called in this repository`() {
        let here = Repository.here
        let programs = Set(here.manifest.targets.filter { $0.kind == .executable }.map(\.name))
        expectNone(here.swiftFiles.flatMap { CallCheck.findings(in: $0, programs: programs) })
    }

    @Test(arguments: CallCheck.bans.map(\.call))
    func `each refused call is found where it counts`(call: String) {
        let places = ["Sources/Bytes/A.swift", "Tests/BytesTests/A.swift"]
        #expect(places.contains { !findings($0, "    let value = \(call)").isEmpty })
    }

    @Test func `the finding names the place and what to write instead`() {
        let found = findings("Sources/Bytes/A.swift", "\n    print(1)")
        #expect(
            found.map(\.description) == [
                "Sources/Bytes/A.swift:2: no `print(` here: take a Logger, or return the text to the program"
            ]
        )
    }

    @Test func `a program may print and ask for the date, a test may ask for the date`() {
        #expect(findings("Sources/opencheckout/A.swift", "print(Date())").isEmpty)
        #expect(findings("Tests/BytesTests/A.swift", "_ = Date()").isEmpty)
    }

    @Test func `words in strings, comments, longer names and sentences are no calls`() {
        let text = """
            // print( fatalError( try!
            let text = "print(1)" + #"fatalError("no")"#
            blueprint(1)
            func `never print( here`() {}
            """
        #expect(findings("Sources/Bytes/A.swift", text).isEmpty)
    }

    @Test func `a call inside a string's interpolation is found`() {
        #expect(findings("Sources/Bytes/A.swift", #"let a = "x \(try! f()) y""#).count == 1)
    }
}
