/// A member `sig1` of the field `Signature-Input` (RFC 9421 section 4.1): what is covered, and the parameters.
struct SignatureInput: Sendable {
    /// The names of the components, in order, without their quotes.
    let components: [String]

    /// Everything behind `sig1=`, byte for byte, which is the last line of the base.
    let source: String

    /// The parameters as they were written; texts without their quotes.
    private let parameters: [(name: String, value: Value)]

    /// A parameter's value.
    enum Value: Sendable, Hashable {
        case text(String)
        case number(Int64)
    }

    /// Reads the field; with `isLenient`, components may stand without quotes.
    init(_ field: String, isLenient: Bool) throws(SignatureProblem) {
        guard field.hasPrefix("sig1=") else { throw .malformed("Signature-Input: it begins with sig1=, and it") }
        source = String(field.dropFirst(5))
        var reader = StructuredReader(source)
        guard let components = reader.innerList(isLenient: isLenient), let parameters = reader.parameters(),
            reader.isAtEnd
        else { throw .malformed("Signature-Input") }
        guard Set(components).count == components.count, Set(parameters.map(\.name)).count == parameters.count else {
            throw .malformed("Signature-Input: something stands there twice; it")
        }
        self.components = components
        self.parameters = parameters
    }

    /// A text parameter; nil if there is none, or it is a number.
    func text(_ name: String) -> String? {
        guard case .text(let text) = value(name) else { return nil }
        return text
    }

    /// A number parameter; nil if there is none, or it is a text.
    func number(_ name: String) -> Int64? {
        guard case .number(let number) = value(name) else { return nil }
        return number
    }

    /// Whether there is a parameter of this name, of any kind.
    func has(_ name: String) -> Bool {
        value(name) != nil
    }

    private func value(_ name: String) -> Value? {
        parameters.first { $0.name == name }?.value
    }
}
