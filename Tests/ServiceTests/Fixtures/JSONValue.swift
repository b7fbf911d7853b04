import Foundation
import TestTools

/// A JSON text taken apart, by another reader than the program's own.
enum JSONValue: Equatable, Sendable {
    case string(String)
    case number(Double)
    case boolean(Bool)
    case array([JSONValue])
    case object([String: JSONValue])
    case null

    /// What an object or array does not have.
    case missing

    /// A member of an object.
    subscript(_ name: String) -> JSONValue {
        if case .object(let members) = self { members[name] ?? .missing } else { .missing }
    }

    /// An element of an array.
    subscript(_ index: Int) -> JSONValue {
        if case .array(let elements) = self, elements.indices.contains(index) { elements[index] } else { .missing }
    }

    /// The elements of an array; none of anything else.
    var elements: [JSONValue] {
        if case .array(let elements) = self { elements } else { [] }
    }

    /// The names of an object's members, sorted; none of anything else.
    var names: [String] {
        if case .object(let members) = self { members.keys.sorted() } else { [] }
    }

    /// A string's text; empty for anything else.
    var text: String {
        if case .string(let text) = self { text } else { "" }
    }

    /// Takes a text apart; throws where it is no JSON.
    init(parsing text: String) throws {
        self = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    }
}

extension JSONValue: Decodable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    init(stringLiteral value: String) {
        self = .string(value)
    }

    init(integerLiteral value: Int) {
        self = .number(Double(value))
    }

    init(booleanLiteral value: Bool) {
        self = .boolean(value)
    }
}

extension SocketResponse {
    /// The body as JSON; `missing` if it is none.
    var json: JSONValue {
        (try? JSONValue(parsing: text)) ?? .missing
    }

    /// The `code` of a refusal.
    var code: String { json["error"]["code"].text }

    /// The `param` of a refusal.
    var param: String { json["error"]["param"].text }

    /// Status and code on one line, as tables of tests have it: `400 parameter_invalid`.
    var verdict: String { "\(status) \(code)" }
}
