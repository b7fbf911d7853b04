/// Names one timer of one reactor; never names another, also after it has fired.
package struct TimerID: Hashable, Sendable {
    let slot: UInt32
    let generation: UInt32
}
