/// What came of a load.
package struct LoadOutcome: Sendable {
    /// From the start to the last reply, in seconds.
    package var seconds: Double

    /// All requests.
    package var tally: Tally
}
