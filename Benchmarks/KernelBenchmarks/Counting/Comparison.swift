/// What was counted, beside what a kernel may cost.
struct Comparison: Equatable {
    /// What comes of it.
    enum Verdict: Equatable {
        /// There is no threshold to compare with.
        case unknown

        /// It costs more than it may.
        case worse

        /// It costs so much less that the threshold should be lowered.
        case better

        /// It costs what it may.
        case same
    }

    /// How many more instructions are let pass, as a part of the threshold.
    ///
    /// A change in one place moves what the compiler does in another by one or two in a hundred.
    static let instructionTolerance = 0.03

    /// How many more allocations are let pass.
    ///
    /// The server writes its date once a second, which makes some hundredths a request, more on a slow machine. One
    /// more allocation in every turn of sixteen requests is above it.
    static let allocationTolerance = 0.05

    let measured: KernelCounts
    let threshold: KernelCounts?

    /// Whether the instructions count, or are only told: they do where the threshold was made.
    let isSamePlatform: Bool

    var verdict: Verdict {
        guard let threshold else { return .unknown }
        let more = measured.allocations - threshold.allocations
        // What is a tolerance in decimals is not quite one in binary.
        let slack = Self.allocationTolerance + 1e-9
        let factor = isSamePlatform ? measured.instructions / max(threshold.instructions, 1) : 1
        if more > slack || factor > 1 + Self.instructionTolerance { return .worse }
        if more < -slack || factor < 1 - Self.instructionTolerance { return .better }
        return .same
    }
}
