/// Addresses that agree in their first bits.
struct AddressRange<Value: FixedWidthInteger & Sendable>: Sendable {
    /// The lowest address of the range.
    let first: Value

    /// How many leading bits its addresses share.
    let length: Int

    init(_ first: Value, _ length: Int) {
        self.first = first
        self.length = length
    }

    func contains(_ address: Value) -> Bool {
        (address ^ first) >> (Value.bitWidth - length) == 0
    }
}
