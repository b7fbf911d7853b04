import Testing

@Suite struct CommentTests {
    private func swift(_ text: String) -> TextFile {
        TextFile(path: "Sources/Bytes/A.swift", text: text)
    }

    @Test func `nothing is left to be done later`() {
        expectNone(Repository.here.files.flatMap(RemainderCheck.findings))
    }

    @Test(arguments: ["// TODO: later", "let a = 1 // FIXME", "/* XXX */", "/// HACK"])
    func `a note for later is found`(line: String) {
        #expect(RemainderCheck.findings(in: swift(line)).count == 1)
    }

    @Test func `a note for later is found in Markdown and scripts`() {
        #expect(RemainderCheck.findings(in: TextFile(path: "run", text: "# TODO: later")).count == 1)
    }

    @Test func `the word in a string or in a longer word is no note`() {
        #expect(RemainderCheck.findings(in: swift("let a = \"TODO\" // TODOS_KEY")).isEmpty)
    }

    @Test func `claims of safety in this repository give their reason`() {
        expectNone(Repository.here.swiftFiles.flatMap(SafetyCheck.findings))
    }

    @Test(arguments: [
        "final class A: @unchecked Sendable {}", "nonisolated(unsafe) var a = 1", "shard.assumeIsolated { _ in }",
        "unowned(unsafe) let a: A", "let a = unsafeBitCast(b, to: Int.self)",
    ])
    func `a claim of safety without a reason is found, with one it passes`(line: String) {
        #expect(SafetyCheck.findings(in: swift("let b = 1\n// Because it is.\n" + line)).count == 1)
        #expect(SafetyCheck.findings(in: swift("let b = 1\n// Safe because it is.\n" + line)).isEmpty)
    }

    @Test func `a reason above an attribute, or above the first line of the declaration, counts`() {
        #expect(SafetyCheck.findings(in: swift("// Safe because\n@frozen\nstruct A: @unchecked Sendable {}")).isEmpty)
        #expect(SafetyCheck.findings(in: swift("// Safe because\nclass A:\n    B,\n    @unchecked Sendable\n")).isEmpty)
    }

    @Test func `a reason above another declaration does not count`() {
        let text = "// Safe because\nlet a = 1\nclass A: @unchecked Sendable {}"
        #expect(SafetyCheck.findings(in: swift(text)).count == 1)
    }
}
