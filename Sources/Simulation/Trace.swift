import Synchronization

/// What happened, line by line: kept where somebody wants to read it, and always summed up in a number.
final class Trace: Sendable {
    /// The lines so far.
    private struct State {
        var lines: [String] = []
        var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    }

    /// Whether the lines are kept.
    let isKept: Bool

    private let state = Mutex(State())

    init(isKept: Bool) {
        self.isKept = isKept
    }

    func note(_ line: String) {
        state.withLock { state in
            // FNV-1a: two runs that differ anywhere differ here.
            for byte in line.utf8 { state.digest = (state.digest ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
            if isKept { state.lines.append(line) }
        }
    }

    var lines: [String] { state.withLock { $0.lines } }

    var digest: UInt64 { state.withLock { $0.digest } }
}
