import Bytes

/// The parameters of a query or a form, decoded as forms are (URL Standard, section 5.1).
struct FormParameters {
    private var values: [String: String] = [:]

    /// Reads `a=1&b=2`; throws for a name that is not among these or stands there twice, and for bad percent-encoding.
    init(_ text: String?, allowing names: Set<String>) throws(Malformation) {
        for pair in (text ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decode(parts[0])
            guard names.contains(name) else { throw Malformation("unknown parameter '\(name)'") }
            guard values[name] == nil else { throw Malformation("'\(name)' is given twice") }
            values[name] = try Self.decode(parts.count > 1 ? parts[1] : "")
        }
    }

    /// The value of a parameter, if it was given.
    subscript(_ name: String) -> String? { values[name] }

    private static func decode(_ text: Substring) throws(Malformation) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let decoded = Hex.decode(String(decoding: rest.prefix(2), as: UTF8.self)), decoded.count == 1
                else { throw Malformation("a '%' is followed by two hexadecimal digits") }
                bytes += decoded
                rest = rest.dropFirst(2)
            case _: bytes.append(byte)
            }
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else {
            throw Malformation("parameters, decoded, are UTF-8")
        }
        return decoded
    }
}
