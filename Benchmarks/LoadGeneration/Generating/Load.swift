/// What a generator is asked to do.
package struct Load: Sendable {
    /// Which requests.
    package var scenario: Scenario

    /// When they begin.
    package var pace: Pace

    /// When there are no more.
    package var ending: Ending

    /// How long replies are waited for after the end; what has none by then is an error.
    package var grace = Duration.seconds(10)

    /// Puts a load together.
    package init(_ scenario: Scenario, pace: Pace = .closed, ending: Ending) {
        if case .open = pace, case .requests = ending {
            preconditionFailure("a load at a fixed rate ends after a time")
        }
        self.scenario = scenario
        self.pace = pace
        self.ending = ending
    }
}
