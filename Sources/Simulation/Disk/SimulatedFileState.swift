/// A file of a simulated disk: what reads see, what is durable, and what lies between.
struct SimulatedFileState: Sendable {
    /// A change of the content.
    private enum Change {
        case write(offset: Int, bytes: [UInt8])
        case zero(Range<Int>)
        case truncate(size: Int)
    }

    private static let sectorBytes = 512

    private(set) var volatile = FileContent()
    private var durable = FileContent()
    private var pending: [Change] = []
    var modifiedSeconds: Int64

    init(modifiedSeconds: Int64) {
        self.modifiedSeconds = modifiedSeconds
    }

    mutating func write(_ bytes: [UInt8], at offset: Int) {
        perform(.write(offset: offset, bytes: bytes))
    }

    mutating func zero(_ range: Range<Int>) {
        perform(.zero(range))
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
        switch change {
        case .write(let offset, let bytes):
            sectors(of: offset..<offset + bytes.count)
                .map {
                    .write(offset: $0.lowerBound, bytes: Array(bytes[$0.lowerBound - offset..<$0.upperBound - offset]))
                }
        case .zero(let range): sectors(of: range).map { .zero($0) }
        case .truncate: [change]
        }
    }

    private static func sectors(of range: Range<Int>) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let end = min(range.upperBound, (start / sectorBytes + 1) * sectorBytes)
            parts.append(start..<end)
            start = end
        }
        return parts
    }

    private static func apply(_ change: Change, to content: inout FileContent) {
        switch change {
        case .write(let offset, let bytes): content.write(bytes, at: offset)
        case .zero(let range): content.zero(range)
        case .truncate(let size): content.truncate(to: size)
        }
    }
}
