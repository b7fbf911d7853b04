import Simulation
import Testing

/// A fault between the engine and its world, planted by exchanging a part of the wiring.
struct PlantedFault: Sendable, CustomTestStringConvertible {
    let testDescription: String

    /// The wiring with the wrapper in place, and in it the fault, or nothing.
    let wiring: @Sendable (_ isPlanted: Bool) -> Wiring
}
