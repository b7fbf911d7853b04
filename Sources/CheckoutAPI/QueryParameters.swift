import Checkout
import HTTPServing

/// The parameters of a request's query, decoded as forms are (URL Standard, section 5.1).
///
/// What is wrong with them is noted as it is come across, and told in the order of the documentation, unknown ones
/// last.
package struct QueryParameters {
    private let names: [String]
    private var values: [(name: String, value: String)] = []
    private var errors: [FieldError] = []

    /// Those that there are not, in the order of the query.
    private(set) var unknown: [FieldError] = []

    /// Reads the query; throws for one in which a name cannot be decoded.
    init(of request: borrowing HTTPRequest, allowing names: [String]) throws(APIError) {
        self.names = names
        guard let query = request.query, !query.isEmpty else {
            return
        }
        for pair in request.head[query].split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false) {
            let equals = pair.firstIndex(of: UInt8(ascii: "="))
            do throws(DecodingProblem) {
                let name = try Self.decode(pair[..<(equals ?? pair.endIndex)])
                read(name, equals.map { pair[($0 + 1)...] } ?? [])
            } catch {
                throw .invalid(.parameterInvalid, error.sentence)
            }
        }
    }

    /// The value of a parameter, if it was given and is one.
    subscript(_ name: String) -> String? {
        values.first { $0.name == name }?.value
    }

    /// What `parse` makes of a parameter, if it was given; `rule` says what is allowed.
    mutating func value<Value>(_ name: String, _ rule: @autoclosure () -> String, _ parse: (String) -> Value?) -> Value?
    {
        guard let text = self[name] else {
            return nil
        }
        let value = parse(text)
        if value == nil { note(name, rule()) }
        return value
    }

    /// A parameter that is one of few texts, if it was given.
    mutating func choice<Value>(
        _ name: String,
        of texts: @autoclosure () -> [StaticString],
        _ parse: (String) -> Value?
    ) -> Value? {
        value(name, "'\(name)' is one of \(texts().map(\.description).joined(separator: ", ")).", parse)
    }

    /// A parameter that is a time, if it was given.
    mutating func time(_ name: String) -> Timestamp? {
        value(name, "'\(name)' is a time in UTC such as 2026-06-15T00:00:00Z.") { Timestamp(parsing: $0) }
    }

    /// Notes that a parameter's value is not one that is allowed.
    mutating func note(_ name: String, _ message: String) {
        errors.append(FieldError(.parameterInvalid, name, message))
    }

    /// Refuses all that is wrong; asked when the known parameters are read.
    func end() throws(APIError) {
        guard !errors.isEmpty || !unknown.isEmpty else { return }
        // What is found first of a parameter is told of it.
        let known = names.compactMap { name in errors.first { $0.param == name } }
        if let errors = FieldErrors(known + unknown) {
            throw APIError(errors)
        }
    }

    private mutating func read(_ name: String, _ bytes: ArraySlice<UInt8>) {
        guard names.contains(name) else {
            let shown = FieldError.shown(name)
            let allowed = names.isEmpty ? "no query at all" : names.joined(separator: ", ")
            let message = "Unknown parameter '\(shown)' in the query; allowed here: \(allowed)."
            unknown.append(FieldError(.parameterUnknown, shown, message))
            return
        }
        do throws(DecodingProblem) {
            let value = try Self.decode(bytes)
            if value.isEmpty {
                note(name, "'\(name)' is empty: give it a value or leave it out.")
            } else if self[name] != nil {
                note(name, "'\(name)' is given twice.")
            } else {
                values.append((name, value))
            }
        } catch {
            note(name, error.sentence)
        }
    }

    /// Why a text of the query cannot be decoded.
    private enum DecodingProblem: Error {
        case percentSign
        case encoding

        var sentence: String {
            switch self {
            case .percentSign: "A '%' in the query is followed by two hexadecimal digits."
            case .encoding: "The query, decoded, is UTF-8."
            }
        }
    }

    private static func decode(_ text: ArraySlice<UInt8>) throws(DecodingProblem) -> String {
        var bytes: [UInt8] = []
        var index = text.startIndex
        while index < text.endIndex {
            switch text[index] {
            case UInt8(ascii: "+"):
                bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard index + 2 < text.endIndex, let byte = hex(text[index + 1], text[index + 2]) else {
                    throw .percentSign
                }
                bytes.append(byte)
                index += 2
            case let byte:
                bytes.append(byte)
            }
            index += 1
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else {
            throw .encoding
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
