import Bytes
import Checkout
import Glibc

/// Reading single values.
extension CreateBodyReader {
    /// Whether a member has this name, which holds no backslash.
    ///
    /// Names are compared as they stand in the text; only one that is longer there than the name, and has an escape,
    /// is worth undoing.
    @inline(__always)
    func isNamed(_ node: JSONNode, _ name: StaticString) -> Bool {
        let quoted = document.sourceRange(of: node)
        let count = name.utf8CodeUnitCount
        let extra = quoted.count - 2 - count
        guard extra >= 0 else { return false }
        // Safe because the bytes that are looked at stand between the quotes of the name.
        return document.bytes.withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress.map({ $0 + quoted.lowerBound + 1 }) else { return false }
            // Most names differ in their first character already.
            guard start[0] == name.utf8Start[0] || start[0] == UInt8(ascii: "\\") else { return false }
            if extra == 0 { return memcmp(start, name.utf8Start, count) == 0 }
            return memchr(start, Int32(UInt8(ascii: "\\")), quoted.count - 2) != nil && document.isString(node, name)
        }
    }

    /// The value of a field that must be there and not `null`.
    mutating func required(_ node: JSONNode?, at path: FieldPath) -> JSONNode? {
        guard let node else {
            note(.parameterMissing, at: path, "\(path.text) is required.")
            return nil
        }
        guard document.kind(of: node) != .null else {
            note(.parameterInvalid, at: path, "\(path.text) is required and must not be null.")
            return nil
        }
        return node
    }

    /// The value of a field that may be missing; `null` is the same as leaving it out.
    func optional(_ node: JSONNode?) -> JSONNode? {
        guard let node, document.kind(of: node) != .null else { return nil }
        return node
    }

    /// Notes that a value breaks a rule.
    mutating func note(_ violation: RuleViolation, at path: FieldPath) {
        note(.parameterInvalid, at: path, "\(path.text) \(violation.message).")
    }

    /// Notes that a value is of another kind than the field's.
    mutating func noteWrongKind(_ node: JSONNode, at path: FieldPath, expected: String) {
        let found =
            switch document.kind(of: node) {
            case .object: "an object"
            case .array: "an array"
            case .string: "a string"
            case .number: "a number"
            case .true, .false: "a boolean"
            case .null: "null"
            }
        note(.parameterInvalid, at: path, "\(path.text) must be \(expected), not \(found).")
    }

    /// A string, whatever it says.
    mutating func string(_ node: JSONNode, at path: FieldPath) -> String? {
        guard document.kind(of: node) == .string else {
            noteWrongKind(node, at: path, expected: "a string")
            return nil
        }
        return document.string(node)
    }

    /// A string that `check` finds nothing wrong with.
    mutating func text(_ node: JSONNode, at path: FieldPath, check: (String) -> RuleViolation?) -> String? {
        guard let text = string(node, at: path) else { return nil }
        if let violation = check(text) {
            note(violation, at: path)
            return nil
        }
        return text
    }

    /// A number spelled as an integer that `check` finds nothing wrong with; `outOfRange` is what it would say of a
    /// number too large to be checked.
    mutating func integer(
        _ node: JSONNode,
        at path: FieldPath,
        outOfRange: RuleViolation,
        check: (Int64) -> RuleViolation?
    ) -> Int64? {
        guard document.kind(of: node) == .number else {
            noteWrongKind(node, at: path, expected: "an integer")
            return nil
        }
        guard let value = document.integer(node) else {
            let spelling = document.spelling(of: node)
            if spelling.utf8.contains(where: { ".eE".utf8.contains($0) }) {
                note(.parameterInvalid, at: path, "\(path.text) must be an integer without fraction and exponent.")
            } else {
                note(outOfRange, at: path)
            }
            return nil
        }
        if let violation = check(value) {
            note(violation, at: path)
            return nil
        }
        return value
    }

    /// An object's node; notes anything else.
    mutating func object(_ node: JSONNode, at path: FieldPath) -> JSONNode? {
        guard document.kind(of: node) == .object else {
            noteWrongKind(node, at: path, expected: "an object")
            return nil
        }
        return node
    }
}
