/// Whole numbers as decimal text, without a `String` in between.
package enum DecimalDigits {
    /// The digits of the longest `UInt64`, which is one more than those of an `Int64`: its sign fits beside them.
    static let longest = 20

    /// Appends the shortest spelling: no leading zero, a minus sign for what is below zero.
    package static func append(_ value: Int64, to bytes: inout [UInt8]) {
        bytes.append(atMost: longest + 1) { append(value, to: &$0) }
    }

    /// Appends the shortest spelling: no leading zero.
    package static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        bytes.append(atMost: longest) { append(value, to: &$0) }
    }

    @inline(__always)
    static func append(_ value: Int64, to room: inout ByteRoom) {
        room.append(UInt8(ascii: "-"), if: value < 0)
        append(value.magnitude, to: &room)
    }

    @inline(__always)
    static func append(_ value: UInt64, to room: inout ByteRoom) {
        let length = length(of: value)
        let digits = room.place(for: length)
        var rest = value
        // Safe because the place has the length of the number, and each of its digits is written.
        for position in stride(from: length - 1, through: 0, by: -1) {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            (digits + position).initialize(to: UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit))
            rest = quotient
        }
    }

    /// The number of digits of the shortest spelling.
    @inline(__always)
    private static func length(of value: UInt64) -> Int {
        var length = 1
        var bound: UInt64 = 10
        while length < longest, value >= bound {
            length &+= 1
            bound = bound &* 10
        }
        return length
    }
}
