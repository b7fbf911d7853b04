import Foundation
import Testing

@testable import KernelBenchmarks

/// The files of thresholds.
@Suite struct ThresholdFolderTests {
    @Test func `what is written is read again`() throws {
        let scratch = try ScratchFolder()
        let folder = ThresholdFolder(path: scratch.path)
        let counts = KernelCounts(allocations: 35.43, instructions: 148_719)
        let platform = Platform(architecture: "x86_64", compiler: "6.3.1", library: "2.36")
        #expect(try folder.counts(of: .readJSON) == nil)
        #expect(try folder.platform() == nil)
        try folder.write(counts, of: .readJSON)
        try folder.write(platform)
        #expect(try folder.counts(of: .readJSON) == counts)
        #expect(try folder.platform() == platform)
        #expect(try folder.kernelNames() == ["read-json"])
        let text = try String(contentsOfFile: scratch.path + "/read-json.json", encoding: .utf8)
        #expect(text == "{\n  \"allocations\" : 35.43,\n  \"instructions\" : 148719\n}\n")
    }

    @Test func `a file that is no thresholds is refused`() throws {
        let scratch = try ScratchFolder()
        try Data("{}".utf8).write(to: URL(fileURLWithPath: scratch.path + "/read-json.json"))
        #expect(throws: DecodingError.self) {
            try ThresholdFolder(path: scratch.path).counts(of: .readJSON)
        }
    }

    @Test func `each kernel of this repository has thresholds, and no others are left`() throws {
        let folder = ThresholdFolder(path: RepositoryFile.path("Benchmarks/Thresholds"))
        #expect(try folder.kernelNames() == Kernel.all.map(\.name).sorted())
        #expect(try folder.platform() != nil)
    }
}
