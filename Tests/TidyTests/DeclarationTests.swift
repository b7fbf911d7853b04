import Testing

@Suite struct DeclarationTests {
    private func swift(_ text: String, path: String = "Sources/Bytes/A.swift") -> TextFile {
        TextFile(path: path, text: text)
    }

    @Test func `declarations of this repository are documented`() {
        expectNone(Repository.here.swiftFiles.flatMap(DocumentationCheck.findings))
    }

    @Test(arguments: [
        "package struct A {", "package static func a() {}", "    package init?(b: Int) {", "package var a: Int { 1 }",
        "@inlinable package func a() {}", "struct A {", "final class A: B {", "indirect enum A {", "private actor A {",
        "package private(set) var a = 1", "package(set) package var a = 1", "package mutating func a() {",
        "@inlinable @inline(__always) package subscript(a: Int) -> Int {", "package class func a() {}",
    ])
    func `a declaration without documentation is found, with it it passes`(line: String) {
        #expect(DocumentationCheck.findings(in: swift("import B\n" + line)).count == 1)
        #expect(DocumentationCheck.findings(in: swift("/// Says it.\n" + line)).isEmpty)
        #expect(DocumentationCheck.findings(in: swift("/// Says it.\n@inlinable\n// Safe because\n" + line)).isEmpty)
    }

    @Test(arguments: ["package import B", "func a() {", "let package = 1", "extension A {", "guard let a else {"])
    func `what is no declaration of ours needs none`(line: String) {
        #expect(DocumentationCheck.findings(in: swift(line)).isEmpty)
    }

    @Test func `types in tests need none, their package declarations do`() {
        let path = "Tests/TestTools/A.swift"
        #expect(DocumentationCheck.findings(in: swift("struct A {}", path: path)).isEmpty)
        #expect(DocumentationCheck.findings(in: swift("package struct A {}", path: path)).count == 1)
    }

    @Test func `nothing is public`() {
        expectNone(Repository.here.swiftFiles.flatMap(AccessCheck.findings))
    }

    @Test(arguments: ["public struct A {}", "    public import B", "@inlinable public func a() {}", "open class A {}"])
    func `public access is found`(line: String) {
        #expect(AccessCheck.findings(in: swift(line)).count == 1)
    }

    @Test(arguments: ["let a = key.public", "// public", "func public_(a: Int) {}", "case .open:", "open(a, b)"])
    func `the word alone is no access`(line: String) {
        #expect(AccessCheck.findings(in: swift(line)).isEmpty)
    }
}
