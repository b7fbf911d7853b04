import Testing

@Suite struct SplitterTests {
    private func code(_ text: String) -> String {
        TextFile(path: "A.swift", text: text).code.joined(separator: "\n")
    }

    @Test(arguments: [
        (#"a("b // c") // d"#, #"a("      ")     "#),
        (#"a("b \"c\" d")"#, #"a("         ")"#),
        (##"a(#"b " c"#)"##, ##"a(#"     "#)"##),
        (#"a("b \(c("d")) e")"#, #"a("   (c(" "))  ")"#),
        ("a /* b /* c */ d */ e", "a                   e"),
        ("func `b c`() {}", "func `   `() {}"),
        ("func `init`() {}", "func `init`() {}"),
        ("let a = \"open\nlet b = 1", "let a = \"    \nlet b = 1"),
        ("a(\"\"\"\n  b \" c\n  \"\"\")", "a(\"\"\"\n       \n  \"\"\")"),
        ("#if DEBUG", "#if DEBUG"),
    ])
    func `code is told from strings and comments`(text: String, expected: String) {
        #expect(code(text) == expected)
    }

    @Test func `comments are kept apart, lines stay`() {
        let file = TextFile(path: "A.swift", text: "a // b\n/* c\n d */ e")
        #expect(file.comments.map(\.trimmed) == ["// b", "/* c", "d */"])
        #expect(file.code.map(\.trimmed) == ["a", "", "e"])
    }

    @Test func `the manifest's targets are read with their dependencies by module name`() {
        let manifest = Manifest(
            """
            let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
            .executableTarget(
                name: "tool",
                dependencies: ["Bytes", heap, .product(name: "Logging", package: "swift-log")]
            ),
            .systemLibrary(name: "CZlib", providers: [.apt(["libz-dev"])]),
            """
        )
        #expect(manifest.target("tool")?.dependencies == ["Bytes", "HeapModule", "Logging"])
        #expect(manifest.target("tool")?.kind == .executable)
        #expect(manifest.target("CZlib")?.dependencies == [])
    }

    @Test func `the repository is really read, dot files too`() {
        let paths = Set(Repository.here.files.map(\.path))
        #expect(paths.isSuperset(of: ["Package.swift", ".gitignore", "Tests/TidyTests/SplitterTests.swift"]))
        #expect(!Repository.here.manifest.targets.isEmpty)
    }

    @Test(arguments: [
        (".build-x/a", true), ("snapshots/wal-0.log", true), ("snapshots/README.md", false), ("Sources/A", false),
    ])
    func `what git ignores is not read`(path: String, expected: Bool) {
        #expect(Repository.isIgnored(path) == expected)
    }
}
