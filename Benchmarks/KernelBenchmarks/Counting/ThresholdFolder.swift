import Foundation

/// `Benchmarks/Thresholds`: one file a kernel with what it may cost, and one that says where that was measured.
struct ThresholdFolder {
    private static let platformName = "platform"

    let path: String

    /// Where the counts of the files come from; nil where nothing was written yet.
    func platform() throws -> Platform? {
        try read(Self.platformName)
    }

    /// What a kernel may cost; nil for one that has no file.
    func counts(of kernel: Kernel) throws -> KernelCounts? {
        try read(kernel.name)
    }

    /// The kernels that have files.
    func kernelNames() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path)
            .filter { $0.hasSuffix(".json") }
            .map { String($0.dropLast(".json".count)) }
            .filter { $0 != Self.platformName }
            .sorted()
    }

    func write(_ platform: Platform) throws {
        try write(platform, as: Self.platformName)
    }

    func write(_ counts: KernelCounts, of kernel: Kernel) throws {
        try write(counts, as: kernel.name)
    }

    private func file(_ name: String) -> URL {
        URL(fileURLWithPath: path).appendingPathComponent(name + ".json")
    }

    private func read<Value: Decodable>(_ name: String) throws -> Value? {
        guard FileManager.default.fileExists(atPath: file(name).path) else { return nil }
        return try JSONDecoder().decode(Value.self, from: Data(contentsOf: file(name)))
    }

    private func write(_ value: some Encodable, as name: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try (encoder.encode(value) + Data("\n".utf8)).write(to: file(name))
    }
}
