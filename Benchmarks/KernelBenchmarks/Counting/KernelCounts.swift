/// What one repetition of a kernel costs: the content of a file of thresholds.
struct KernelCounts: Codable, Equatable {
    /// Calls that ask for memory, to a hundredth.
    let allocations: Double

    /// Instructions in user space, to one.
    let instructions: Double

    init(allocations: Double, instructions: Double) {
        self.allocations = allocations
        self.instructions = instructions
    }

    /// The difference of two runs of which the longer repeats twice as often as the shorter.
    ///
    /// Start and end of the program, and whatever happens once, are in both and cancel out.
    init(shorter: CallgrindProfile, longer: CallgrindProfile, operations: Int) {
        let allocations = Double(longer.allocations - shorter.allocations) / Double(operations)
        let instructions = Double(longer.instructions - shorter.instructions) / Double(operations)
        self.init(allocations: (allocations * 100).rounded() / 100, instructions: instructions.rounded())
    }
}
