import HTTPServing

/// The parameters of a request's query, decoded as forms are (URL Standard, section 5.1).
struct QueryParameters {
    private var values: [(name: String, value: String)] = []

    /// Reads the query; throws for an unknown name, a repeated one, an empty value, or bad percent-encoding.
    init(of request: borrowing HTTPRequest, allowing names: [String]) throws(APIError) {
        guard let query = request.query, !query.isEmpty else {
            return
        }
        for pair in request.head[query].split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false) {
            let equals = pair.firstIndex(of: UInt8(ascii: "="))
            let name = try Self.decode(pair[..<(equals ?? pair.endIndex)], param: nil)
            guard names.contains(name) else {
                throw .invalid(.parameterUnknown, Self.unknown(name, names), param: name)
            }
            let value = try Self.decode(equals.map { pair[($0 + 1)...] } ?? [], param: name)
            guard !value.isEmpty else {
                throw .invalid(.parameterInvalid, "'\(name)' is empty: give it a value or leave it out.", param: name)
            }
            guard self[name] == nil else {
                throw .invalid(.parameterInvalid, "'\(name)' is given twice.", param: name)
            }
            values.append((name, value))
        }
    }

    /// The value of a parameter, if it was given.
    subscript(_ name: String) -> String? {
        values.first { $0.name == name }?.value
    }

    private static func unknown(_ name: String, _ names: [String]) -> String {
        let allowed = names.isEmpty ? "no query at all" : names.joined(separator: ", ")
        return "Unknown parameter '\(name)' in the query; allowed here: \(allowed)."
    }

    private static func decode(_ text: ArraySlice<UInt8>, param: String?) throws(APIError) -> String {
        var bytes: [UInt8] = []
        var index = text.startIndex
        while index < text.endIndex {
            switch text[index] {
            case UInt8(ascii: "+"):
                bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard index + 2 < text.endIndex, let byte = hex(text[index + 1], text[index + 2]) else {
                    throw .invalid(
                        .parameterInvalid,
                        "A '%' in the query is followed by two hexadecimal digits.",
                        param: param
                    )
                }
                bytes.append(byte)
                index += 2
            case let byte:
                bytes.append(byte)
            }
            index += 1
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else {
            throw .invalid(.parameterInvalid, "The query, decoded, is UTF-8.", param: param)
        }
        return decoded
    }

    private static func hex(_ high: UInt8, _ low: UInt8) -> UInt8? {
        guard let high = Character(UnicodeScalar(high)).hexDigitValue,
            let low = Character(UnicodeScalar(low)).hexDigitValue
        else {
            return nil
        }
        return UInt8(high << 4 | low)
    }
}
