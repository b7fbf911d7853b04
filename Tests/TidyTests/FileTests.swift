import Testing

@Suite struct FileTests {
    @Test func `files and lines of this repository keep to the limits`() {
        expectNone(Repository.here.swiftFiles.flatMap(SizeCheck.findings))
    }

    @Test func `a table that is excepted is there and needs it`() {
        for path in SizeCheck.tables {
            let count = Repository.here.files.first { $0.path == path }?.lines.count ?? 0
            #expect(count > SizeCheck.linesInFile, "\(path) needs no exception any more")
        }
    }

    @Test(arguments: [(500, 0), (501, 1)])
    func `a file may have 500 lines, not 501`(count: Int, expected: Int) {
        let text = String(repeating: "//\n", count: count)
        #expect(SizeCheck.findings(in: TextFile(path: "Sources/Bytes/A.swift", text: text)).count == expected)
    }

    @Test(arguments: [(120, 0), (121, 1)])
    func `a line may have 120 characters, not 121`(count: Int, expected: Int) {
        let text = String(repeating: "ä", count: count)
        #expect(SizeCheck.findings(in: TextFile(path: "Sources/Bytes/A.swift", text: text)).count == expected)
    }

    @Test func `files of this repository are named for what they declare`() {
        expectNone(Repository.here.swiftFiles.flatMap(NameCheck.findings))
    }

    @Test(arguments: [
        ("Sources/Bytes/Cursor.swift", "struct Reader {}"),
        ("Sources/Bytes/Cursor+parsing.swift", "extension Reader {}"),
        ("Sources/Bytes/Bytes.swift", "enum Bytes {}"), ("Sources/Bytes/Utils.swift", "enum Utils {}"),
        ("Tests/TestTools/Cursor.swift", "struct Reader {}"), ("Sources/Bytes/Cursor.swift", "// struct Cursor"),
        ("Sources/Bytes/Wait.swift", "struct A {}; func wait()"),
    ])
    func `a wrong name is found`(path: String, text: String) {
        #expect(NameCheck.findings(in: TextFile(path: path, text: text)).count == 1)
    }

    @Test(arguments: [
        ("Sources/Bytes/Cursor+parsing.swift", "package extension Cursor {}"), ("Sources/simulate/main.swift", ""),
        ("Sources/Bytes/Cursor.swift", "extension Reader.Cursor {}"),
        ("Tests/TestTools/OnThread.swift", "func onThread<A>()"),
        ("Tests/BytesTests/CursorTests.swift", "func a()"),
    ])
    func `a right name passes`(path: String, text: String) {
        #expect(NameCheck.findings(in: TextFile(path: path, text: text)).isEmpty)
    }
}
