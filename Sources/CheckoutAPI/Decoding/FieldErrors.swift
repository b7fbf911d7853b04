/// Everything that is wrong with a request body, the first of it first.
///
/// Never empty, and never more than ``maximumCount`` errors: the rest would help nobody.
package struct FieldErrors: Error, Hashable, Sendable {
    /// How many errors are told at most.
    package static let maximumCount = 100

    /// The errors: those of known fields in the order of the documentation's table, then the unknown fields.
    package let all: [FieldError]

    /// The error that is reported as the reply's own.
    package let first: FieldError

    /// The first hundred of these; `nil` when there are none.
    package init?(_ errors: [FieldError]) {
        guard let first = errors.first else { return nil }
        self.first = first
        all = errors.count > Self.maximumCount ? Array(errors.prefix(Self.maximumCount)) : errors
    }
}
