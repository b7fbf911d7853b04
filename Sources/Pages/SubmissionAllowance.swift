/// How often something may be done: so much at once, and then as much as flows off.
package struct SubmissionAllowance: Sendable {
    let burst: Double
    let perSecond: Double

    /// At least one at once, and some each second.
    package init(burst: Double, perSecond: Double) {
        precondition(burst >= 1 && perSecond > 0, "an allowance lets something through")
        self.burst = burst
        self.perSecond = perSecond
    }
}
