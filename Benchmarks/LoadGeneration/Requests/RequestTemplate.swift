/// A request rendered once, with a place of fixed length in it that is written anew for each use.
struct RequestTemplate {
    private(set) var bytes: [UInt8]
    private let slot: Int
    private let slotBytes: Int

    /// Puts together what stands before, in and after the place.
    init(before: String, slotBytes: Int, after: String) {
        bytes = Array(before.utf8)
        slot = bytes.count
        self.slotBytes = slotBytes
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: slotBytes))
        bytes.append(contentsOf: after.utf8)
    }

    /// Writes a number in decimal digits, zeros in front.
    mutating func fill(with number: UInt64) {
        var rest = number
        for index in (slot..<slot + slotBytes).reversed() {
            bytes[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        assert(rest == 0, "the number fits into its place")
    }

    /// Writes a session's id.
    mutating func fill(with session: SessionReference) {
        assert(slotBytes == SessionReference.byteCount, "the place is as long as an id")
        bytes.withUnsafeMutableBytes { session.write(to: $0, at: slot) }
    }
}
