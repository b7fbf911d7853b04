import Bytes
import Foundation

/// Our reader of JSON beside Foundation's: what ours takes, the other takes too, and both read the same.
///
/// Foundation may refuse a number with an exponent that no `Double` holds.
enum JSONEntry {
    static func finding(in bytes: [UInt8]) -> String? {
        guard let document = try? JSONDocument(parsing: bytes) else { return nil }
        guard let value = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed) else {
            let mayOverflow = bytes.contains { $0 | 0x20 == UInt8(ascii: "e") }
            return mayOverflow ? nil : "Foundation refuses \(String(decoding: bytes, as: UTF8.self))"
        }
        guard isSame(document, document.root, value) else { return "read as another value than \(value)" }
        return findingInCanonicalForm(of: document)
    }

    /// The canonical form is JSON, and its own canonical form.
    private static func findingInCanonicalForm(of document: JSONDocument) -> String? {
        let form = canonical(document)
        guard let again = try? JSONDocument(parsing: form) else { return "the canonical form is no JSON" }
        return canonical(again) == form ? nil : "the canonical form has another one"
    }

    private static func canonical(_ document: JSONDocument) -> [UInt8] {
        var form: [UInt8] = []
        document.appendCanonical(document.root, to: &form)
        return form
    }

    private static func isSame(_ document: JSONDocument, _ node: JSONNode, _ value: Any) -> Bool {
        switch document.kind(of: node) {
        case .object:
            guard let members = value as? [String: Any], members.count == document.count(of: node) else {
                return hasEqualNames(document, node)
            }
            return document.members(of: node)
                .allSatisfy { member in
                    let name = document.string(member.name)
                    guard let other = members[name] else {
                        return members.contains { isSameText(name, $0.key) && isSame(document, member.value, $0.value) }
                    }
                    return isSame(document, member.value, other)
                }
        case .array:
            guard let elements = value as? [Any], elements.count == document.count(of: node) else { return false }
            return zip(document.elements(of: node), elements).allSatisfy { isSame(document, $0, $1) }
        case .string:
            guard let text = value as? String else { return false }
            return isSameText(document.string(node), text)
        case .number: return isSameNumber(document, node, value)
        case .true: return value as? Bool == true
        case .false: return value as? Bool == false
        case .null: return value is NSNull
        }
    }

    private static func isSameNumber(_ document: JSONDocument, _ node: JSONNode, _ value: Any) -> Bool {
        guard let number = value as? NSNumber else { return false }
        if let integer = document.integer(node), number.int64Value != integer { return false }
        guard let exact = Double(document.spelling(of: node)) else { return false }
        // Foundation goes by way of a Decimal, and so misses the nearest Double by its last places, by more of them the
        // longer the number is.
        return abs(exact - number.doubleValue) <= 64 * exact.ulp
    }

    /// Foundation loses a byte-order mark that stands first in a string or behind an escape.
    private static func isSameText(_ text: String, _ other: String) -> Bool {
        text.utf8.elementsEqual(other.utf8) || withoutMarks(text).utf8.elementsEqual(withoutMarks(other).utf8)
    }

    private static func withoutMarks(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\u{FEFF}" }))
    }

    /// A Swift dictionary takes names for one that differ in bytes and are canonically equivalent, and Foundation those
    /// that differ by a mark that it loses; we tell them apart.
    private static func hasEqualNames(_ document: JSONDocument, _ node: JSONNode) -> Bool {
        let names = document.members(of: node).map { withoutMarks(document.string($0.name)) }
        return Set(names).count < names.count
    }
}
