import Bytes
import Checkout

/// The members of a small body, checked: each of its type, and in the end no others.
struct RequestFields {
    private let document: JSONDocument?
    private let names: [String]

    /// Takes a body that is an object with some of these members; no body counts as an empty object.
    init(of document: JSONDocument?, allowing names: [String]) throws(APIError) {
        self.document = document
        self.names = names
        guard document.map({ $0.kind(of: $0.root) == .object }) ?? true else {
            throw .invalid(.bodyInvalid, "The body is a JSON object.")
        }
    }

    /// Refuses members of other names; asked when the known ones are read, since those are told of first.
    func end() throws(APIError) {
        guard let document else {
            return
        }
        for member in document.members(of: document.root) {
            let name = document.string(member.name)
            guard names.contains(name) else {
                let allowed = names.isEmpty ? "none" : names.joined(separator: ", ")
                throw .invalid(.parameterUnknown, "Unknown field '\(name)'; fields here: \(allowed).", param: name)
            }
        }
    }

    /// A text or `null`, which must be given.
    func optionalText(_ name: StaticString) throws(APIError) -> String? {
        guard let document, let node = document.member(name, of: document.root) else {
            throw .invalid(.parameterMissing, "'\(name)' is missing.", param: name.description)
        }
        switch document.kind(of: node) {
        case .string: return document.string(node)
        case .null: return nil
        case .object, .array, .number, .true, .false:
            throw .invalid(.parameterInvalid, "'\(name)' is a text or null.", param: name.description)
        }
    }

    /// A whole number of a range, if it is given; `null` is the same as nothing.
    func integer(_ name: StaticString, in range: ClosedRange<Int64>) throws(APIError) -> Int64? {
        guard let document, let node = document.member(name, of: document.root), document.kind(of: node) != .null
        else {
            return nil
        }
        guard let value = document.integer(node), range.contains(value) else {
            let bounds = "\(range.lowerBound) to \(range.upperBound)"
            throw .invalid(.parameterInvalid, "'\(name)' is a whole number, \(bounds).", param: name.description)
        }
        return value
    }

    /// A time, which must be given.
    func time(_ name: StaticString) throws(APIError) -> Timestamp {
        guard let document, let node = document.member(name, of: document.root) else {
            throw .invalid(.parameterMissing, "'\(name)' is missing.", param: name.description)
        }
        guard document.kind(of: node) == .string, let time = Timestamp(parsing: document.string(node)) else {
            throw .invalid(
                .parameterInvalid,
                "'\(name)' is a time in UTC such as 2026-06-15T00:00:00Z.",
                param: name.description
            )
        }
        return time
    }
}
