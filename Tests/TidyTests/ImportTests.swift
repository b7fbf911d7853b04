import Testing

@Suite struct ImportTests {
    private let manifest = Manifest(
        """
        let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
        let package = Package(targets: [
            .target(name: "Bytes", dependencies: ["CIntrinsics", "Disks"]),
            .target(name: "Disks", dependencies: ["Bytes", "Checkout", logging]),
            .testTarget(name: "DisksTests", dependencies: ["Disks"]),
        ])
        """
    )

    private func messages(_ path: String, _ text: String) -> [String] {
        ImportCheck.findings(in: TextFile(path: path, text: text), manifest: manifest).map(\.message)
    }

    @Test func `imports of this repository go down the table, and no further than the manifest says`() {
        let here = Repository.here
        let manifest = here.manifest
        expectNone(here.swiftFiles.flatMap { ImportCheck.findings(in: $0, manifest: manifest) })
    }

    @Test func `every target of the manifest has a row, and the rows are in an order the manifest keeps`() {
        for target in Repository.here.manifest.targets where target.kind != .test && target.name != "TestTools" {
            let height = Rooms.height(target.name)
            #expect(height != nil, "\(target.name) has no row in the table of rooms")
            for other in target.dependencies.compactMap(Rooms.height) {
                #expect(
                    other < height ?? 0,
                    "\(target.name) depends on \(Rooms.all[other].name), which is not below it"
                )
            }
        }
    }

    @Test func `an import upwards is found`() {
        #expect(
            messages("Sources/Bytes/A.swift", "package import Disks") == [
                "Bytes may not import Disks, which stands below it in the table"
            ]
        )
    }

    @Test func `an import of itself is found`() {
        #expect(messages("Sources/Disks/A.swift", "import Disks").count == 2)
    }

    @Test func `a stranger is found, though it stands above and the manifest has it`() {
        #expect(messages("Sources/Disks/A.swift", "import Checkout") == ["Disks may not know Checkout"])
    }

    @Test func `an outside package that the table does not name is found, though the manifest has it`() {
        #expect(messages("Sources/Disks/A.swift", "@preconcurrency import Logging").count == 1)
    }

    @Test func `a module that the manifest does not name is found`() {
        let found = messages("Tests/DisksTests/A.swift", "@testable import Bytes")
        #expect(found == ["Bytes is not among the dependencies of DisksTests in Package.swift"])
    }

    @Test func `Foundation is found in a hot room, in a single declaration too`() {
        #expect(messages("Sources/Disks/A.swift", "import Foundation").count == 1)
        #expect(messages("Sources/Disks/A.swift", "import struct Foundation.Date").count == 1)
    }

    @Test func `a target without a row is found`() {
        #expect(!messages("Sources/Attic/A.swift", "import Glibc").isEmpty)
    }

    @Test func `what is allowed passes, and text about imports is no import`() {
        let text = "import Glibc\npackage import Bytes\n// import Foundation\nlet text = \"import Foundation\"\n"
        #expect(messages("Sources/Disks/A.swift", text).isEmpty)
    }
}
