/// A file of a simulated disk: what reads see, what is durable, and what lies between.
struct SimulatedFileState: Sendable {
    /// A change of the content.
    private enum Change {
        case write(offset: Int, bytes: [UInt8])
        case truncate(size: Int)
    }

    private static let sectorBytes = 512

    private(set) var volatile: [UInt8] = []
    private var durable: [UInt8] = []
    private var pending: [Change] = []
    var modifiedSeconds: Int64

    init(modifiedSeconds: Int64) {
        self.modifiedSeconds = modifiedSeconds
    }

    mutating func write(_ bytes: [UInt8], at offset: Int) {
        perform(.write(offset: offset, bytes: bytes))
    }

    mutating func truncate(to size: Int) {
        perform(.truncate(size: size))
    }

    /// Makes everything so far durable, but what an earlier sync failed for.
    mutating func synchronize() {
        for change in pending { Self.apply(change, to: &durable) }
        pending = []
    }

    /// A sync failed: of what it was for some may be durable, and the rest never will be.
    mutating func forgetPending(using random: inout SeededGenerator) {
        for change in survivingChanges(using: &random) { Self.apply(change, to: &durable) }
        pending = []
    }

    /// The file after a power failure.
    func afterCrash(using random: inout SeededGenerator) -> SimulatedFileState {
        var survivor = SimulatedFileState(modifiedSeconds: modifiedSeconds)
        survivor.durable = durable
        for change in survivingChanges(using: &random) { Self.apply(change, to: &survivor.durable) }
        survivor.volatile = survivor.durable
        return survivor
    }

    private mutating func perform(_ change: Change) {
        Self.apply(change, to: &volatile)
        pending.append(change)
    }

    private func survivingChanges(using random: inout SeededGenerator) -> [Change] {
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
            return []
        case 1:
            return pending
        case 2:
            let whole = Int.random(in: 0...pending.count, using: &random)
            let sectors = pending[whole...].first.map(Self.sectors(of:)) ?? []
            return Array(pending[..<whole]) + sectors.prefix(Int.random(in: 0...sectors.count, using: &random))
        default:
            return pending.flatMap(Self.sectors(of:)).filter { _ in Bool.random(using: &random) }
        }
    }

    /// A write as one write a sector of the disk.
    private static func sectors(of change: Change) -> [Change] {
        guard case .write(let offset, let bytes) = change else { return [change] }
        var parts: [Change] = []
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, ((offset + start) / sectorBytes + 1) * sectorBytes - offset)
            parts.append(.write(offset: offset + start, bytes: Array(bytes[start..<end])))
            start = end
        }
        return parts
    }

    private static func apply(_ change: Change, to content: inout [UInt8]) {
        switch change {
        case .write(let offset, let bytes):
            let end = offset + bytes.count
            if content.count < end { content += [UInt8](repeating: 0, count: end - content.count) }
            content.withUnsafeMutableBytes { $0[offset..<end].copyBytes(from: bytes) }
        case .truncate(let size):
            if content.count < size { content += [UInt8](repeating: 0, count: size - content.count) }
            content.removeLast(content.count - size)
        }
    }
}
