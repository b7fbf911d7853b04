import Bytes
import Checkout
import HTTPServing

/// The members of a small body, each of its type, and no others; and no query beside it.
///
/// What is wrong is noted as it is come across: the members in the order in which they are read, unknown ones last.
struct RequestFields {
    private let document: JSONDocument?
    private let names: [StaticString]

    /// Why nothing of the request can be looked at; nil if it can.
    private let obstacle: APIError?

    private var errors: [FieldError] = []

    /// What stands in the query, where nothing may.
    private let unknownParameters: [FieldError]

    /// Takes a body that is an object with some of these members; no body counts as an empty object.
    init(of request: borrowing HTTPRequest, _ document: JSONDocument?, allowing names: [StaticString]) {
        self.document = document
        self.names = names
        do throws(APIError) {
            unknownParameters = try QueryParameters(of: request, allowing: []).unknown
            let isObject = document.map { $0.kind(of: $0.root) == .object } ?? true
            let form = names.isEmpty ? "left out or an empty JSON object" : "a JSON object"
            obstacle = isObject ? nil : .invalid(.bodyInvalid, "The body is \(form).")
        } catch {
            unknownParameters = []
            obstacle = error
        }
    }

    /// What is wrong with the request, all of it; nil if nothing is.
    ///
    /// Asked when the known members are read.
    var refusal: APIError? {
        obstacle ?? FieldErrors(errors + unknownParameters + unknownMembers).map(APIError.init)
    }

    /// A text or `null`, which must be given.
    mutating func optionalText(_ name: StaticString) -> String? {
        guard let document, let node = required(name) else {
            return nil
        }
        switch document.kind(of: node) {
        case .string:
            return document.string(node)
        case .null:
            return nil
        case .object, .array, .number, .true, .false:
            note(name, "'\(name)' is a text or null.")
            return nil
        }
    }

    /// A whole number of a range, if it is given; `null` is the same as nothing.
    mutating func integer(_ name: StaticString, in range: ClosedRange<Int64>) -> Int64? {
        guard let document, let node = member(name), document.kind(of: node) != .null else {
            return nil
        }
        guard let value = document.integer(node), range.contains(value) else {
            note(name, "'\(name)' is a whole number, \(range.lowerBound) to \(range.upperBound).")
            return nil
        }
        return value
    }

    /// A time, which must be given.
    mutating func time(_ name: StaticString) -> Timestamp? {
        guard let document, let node = required(name) else {
            return nil
        }
        guard document.kind(of: node) == .string, let time = Timestamp(parsing: document.string(node)) else {
            note(name, "'\(name)' is a time in UTC such as 2026-06-15T00:00:00Z.")
            return nil
        }
        return time
    }

    /// Notes that a member's value is not one that is allowed.
    mutating func note(_ name: StaticString, _ message: String) {
        errors.append(FieldError(.parameterInvalid, name.description, message))
    }

    private mutating func required(_ name: StaticString) -> JSONNode? {
        let node = member(name)
        if node == nil {
            errors.append(FieldError(.parameterMissing, name.description, "'\(name)' is missing."))
        }
        return node
    }

    private func member(_ name: StaticString) -> JSONNode? {
        guard obstacle == nil, let document else {
            return nil
        }
        return document.member(name, of: document.root)
    }

    private var unknownMembers: [FieldError] {
        guard let document else {
            return []
        }
        let names = names.map(\.description)
        let allowed = names.joined(separator: ", ")
        let unknown = document.members(of: document.root).lazy
            .map { document.string($0.name) }
            .filter { !names.contains($0) }
            .prefix(FieldErrors.maximumCount)
        return Array(unknown)
            .map { name in
                let shown = FieldError.shown(name)
                let taken = names.isEmpty ? ": this request takes none" : "; fields here: \(allowed)"
                return FieldError(.parameterUnknown, shown, "Unknown field '\(shown)'\(taken).")
            }
    }
}
