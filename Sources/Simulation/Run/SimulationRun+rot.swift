import CheckoutEngine
import WriteAheadLog

/// A bit that flips on the medium, where everything is safe.
extension SimulationRun {
    /// Flips a bit of what a power cut would leave now, and looks what an engine makes of it: it refuses, or has
    /// everything.
    func look(atRot seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let disk = machine.disk.crash(seed: random.next())
        guard let (file, limit) = Self.target(on: disk, using: &random), limit > 0 else { return }
        let offset = Int.random(in: 0..<limit, using: &random)
        trace.note("    a bit flips in \(file) at \(offset)")
        disk.corrupt(file, at: offset, flipping: 1 << UInt8.random(in: 0..<8, using: &random))
        try look(at: disk, random.next())
    }

    /// A file, and where in it ends what is provably durable.
    private static func target(
        on disk: SimulatedDisk,
        using random: inout SeededGenerator
    ) -> (file: String, limit: Int)? {
        guard let file = disk.names.randomElement(using: &random) else { return nil }
        var records: [LogRecord] = []
        _ = try? LogReader.replay(disk: disk, from: nil, fingerprint: nil) { records.append($0) }
        let mark = records.map(\.durableSequence).max() ?? 0
        // Records behind the last mark look like a torn end once they are broken, and may be taken for one.
        if let first = records.first(where: { $0.sequence > mark }), first.file == file {
            return (file, Int(first.offset))
        }
        // Nearly all of a segment is zeros: what is written comes first.
        let content = disk.contents(of: file) ?? []
        let end = (content.lastIndex { $0 != 0 } ?? -1) + 1
        return (file, Bool.random(using: &random) ? end : content.count)
    }
}
