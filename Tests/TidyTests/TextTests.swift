import Testing

@Suite struct TextTests {
    private func page(_ text: String, path: String = "Sources/opencheckout/Guide.md") -> TextFile {
        TextFile(path: path, text: text)
    }

    @Test func `links of this repository's pages lead somewhere`() {
        let here = Repository.here
        expectNone(here.files.filter(\.isMarkdown).flatMap { LinkCheck.findings(in: $0, repository: here) })
    }

    @Test(arguments: [
        "[a](Missing.md)", "[a](../../../up.md)", "[a](Other.md#nowhere)", "[a](#nowhere)", "<doc:Missing>",
        "![a](missing.png \"title\")",
    ])
    func `a link that leads nowhere is found`(text: String) {
        #expect(linkProblems(text).count == 1)
    }

    @Test(arguments: [
        "[a](Other.md)", "[a](Other.md#two-words)", "[a](../../README.md)", "[a](https://example.com/x#y)",
        "<doc:Other>",
        "`[a](Missing.md)`", "```\n[a](Missing.md)\n```", "[a](mailto:a@example.com)",
    ])
    func `a link that leads somewhere, or out into the world, passes`(text: String) {
        #expect(linkProblems(text).isEmpty)
    }

    private func linkProblems(_ text: String) -> [String] {
        let other = page("## Two, words", path: "Sources/opencheckout/Other.md")
        return LinkCheck.links(of: page(text))
            .compactMap { _, link in
                LinkCheck.problem(with: link, in: page(text), pages: [other.path: other]) {
                    ["README.md", "Sources/opencheckout/Guide.md", other.path].contains($0)
                } ?? (link == "#nowhere" ? "no such heading" : nil)
            }
    }

    @Test func `text of this repository names no place outside it`() {
        let here = Repository.here
        expectNone(here.files.flatMap { PathCheck.findings(in: $0, root: here.root) })
    }

    @Test(arguments: ["cd /ho" + "me/ada/src", "see ../../../elsewhere/notes.md", "'/data" + "/builds/x'"])
    func `a place outside is found`(text: String) {
        #expect(PathCheck.findings(in: page(text), root: "/data" + "/builds/clone").count == 1)
    }

    @Test(arguments: ["https://example.com/ho" + "me/x", "see ../../README.md", "/proc/self/fd", "wait ...", "a/../b"])
    func `a place inside, of the system or of the web passes`(text: String) {
        #expect(PathCheck.findings(in: page(text), root: "/data" + "/builds/clone").isEmpty)
    }

    @Test func `the README's map names every target`() {
        let here = Repository.here
        let readme = here.files.first { $0.path == "README.md" }?.text
        expectNone(MapCheck.findings(readme: readme ?? "", manifest: here.manifest))
    }

    @Test func `a target that the map lacks is found`() {
        let manifest = Manifest(".target(name: \"Bytes\"), .testTarget(name: \"BytesTests\"), .target(name: \"Disks\")")
        let found = MapCheck.findings(readme: "| `Bytes` | bytes |", manifest: manifest)
        #expect(found.map(\.message) == ["the map does not name `Disks`; give it a line"])
    }
}
