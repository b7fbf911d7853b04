/// What is wrong with one field of a request body.
package struct FieldError: Hashable, Sendable {
    /// Which kind of wrong it is.
    package enum Code: Hashable, Sendable {
        /// A required field is not there.
        case parameterMissing
        /// A field's value is not one that is allowed.
        case parameterInvalid
        /// There is no such field.
        case parameterUnknown
        /// The body as a whole is not what it should be; ``FieldError/param`` is empty then.
        case bodyInvalid

        /// The code as it stands in the reply.
        package var text: StaticString {
            switch self {
            case .parameterMissing: "parameter_missing"
            case .parameterInvalid: "parameter_invalid"
            case .parameterUnknown: "parameter_unknown"
            case .bodyInvalid: "body_invalid"
            }
        }
    }

    /// Which kind of wrong it is.
    package let code: Code

    /// The path of the field, as in `line_items[0].price_data.currency`.
    package let param: String

    /// What was wrong and what is allowed, in English for developers.
    package let message: String

    /// A name that the client has sent, of any length, as far as it is worth repeating.
    static func shown(_ name: String) -> String {
        guard name.unicodeScalars.count > shownNameCharacters else { return name }
        return String(String.UnicodeScalarView(name.unicodeScalars.prefix(shownNameCharacters))) + "…"
    }

    private static let shownNameCharacters = 200

    /// An error of the field at `param`.
    package init(_ code: Code, _ param: String, _ message: String) {
        self.code = code
        self.param = param
        self.message = message
    }
}
