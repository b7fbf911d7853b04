/// How much one JSON text may ask of its reader.
///
/// Whoever reads the text off a socket bounds its bytes; these bound what grows out of them.
package struct JSONLimits: Sendable, Hashable {
    /// The most text that offsets of the tape can address, in bytes.
    static let bytes = Int(Int32.max)

    /// The number of arrays and objects that may stand inside each other.
    package let depth: Int

    /// The number of values and member names in the whole text.
    package let nodes: Int

    /// Depth 32 and a million nodes, more than a text of one mebibyte can hold.
    package static let standard = JSONLimits(depth: 32, nodes: 1 << 20)

    /// Limits of the caller's own choice, each at least one and at most 2³¹ − 1.
    package init(depth: Int, nodes: Int) {
        precondition(depth >= 1 && depth <= Int(Int32.max), "a depth limit is a positive 32-bit number")
        precondition(nodes >= 1 && nodes <= Int(Int32.max), "a node limit is a positive 32-bit number")
        self.depth = depth
        self.nodes = nodes
    }
}
