/// How long an operation of a kernel takes, in nanoseconds.
struct Timing {
    let median: Double
    let least: Double
    let greatest: Double

    /// Times a kernel so many times, each from a fresh start and ten times as long as it is counted.
    ///
    /// A first sample warms up and is thrown away.
    init(of kernel: Kernel, samples count: Int) throws {
        precondition(count > 0, "a median is that of something")
        let operations = kernel.operations * 10
        let samples = try (0...count)
            .map { _ in
                let repeated = try kernel.prepare()
                let duration = ContinuousClock().measure { repeated(operations) }
                return duration / .nanoseconds(operations)
            }
            .dropFirst().sorted()
        median = samples[count / 2]
        least = samples[0]
        greatest = samples[count - 1]
    }
}
