/// Why a JSON object is not the event or entity it should be, one case a rule.
///
/// Formats refuse what they do not know: recovery stops and says ``description``.
package enum EventFormatError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The value is no object.
    case notAnObject
    /// The object ends where this member should stand.
    case memberMissing(String)
    /// A member stands where another one, or the end, should be.
    case memberUnexpected(String, expected: String?)
    /// The member's value is not what belongs there.
    case memberMalformed(String)
    /// The event's type is unknown.
    case typeUnknown(String)
    /// A session's object is not in the shape in which sessions are rendered.
    case sessionMalformed

    /// The error in words, for operators.
    package var description: String {
        switch self {
        case .notAnObject: "the value is not an object"
        case .memberMissing(let name): "the member \(name) is missing"
        case .memberUnexpected(let name, let expected?): "the member \(name) stands in the place of \(expected)"
        case .memberUnexpected(let name, nil): "the member \(name) is unknown"
        case .memberMalformed(let name): "the member \(name) is malformed"
        case .typeUnknown(let type): "the event type \(type) is unknown"
        case .sessionMalformed: "the session is not in the shape in which sessions are rendered"
        }
    }
}
