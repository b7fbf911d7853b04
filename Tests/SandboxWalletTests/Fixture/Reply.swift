import Foundation
import TestTools

/// A reply, and what its JSON says.
struct Reply {
    let response: SocketResponse

    var status: Int { response.status }

    init(_ response: SocketResponse) {
        self.response = response
    }

    /// The value at a path of member names and places, `access_token.access.0.type`; nil if there is none.
    func value(_ path: String) -> Any? {
        var value = try? JSONSerialization.jsonObject(with: Data(response.body), options: .fragmentsAllowed)
        for step in path.split(separator: ".").map(String.init) {
            if let list = value as? [Any] {
                value = Int(step).flatMap { list.indices.contains($0) ? list[$0] : nil }
            } else {
                value = (value as? [String: Any])?[step]
            }
        }
        return value
    }

    /// The string there, which has to be one.
    func text(_ path: String) throws -> String {
        guard let text = value(path) as? String else {
            throw SocketClientError.malformed("\(response.statusLine): no text at \(path)", response.body)
        }
        return text
    }

    /// The string there, if there is one.
    func optionalText(_ path: String) -> String? {
        value(path) as? String
    }

    /// `true` or `false` there.
    func boolean(_ path: String) -> Bool? {
        value(path) as? Bool
    }

    /// The names of an object's members, sorted.
    func members(_ path: String = "") -> [String] {
        ((value(path) as? [String: Any])?.keys).map { $0.sorted() } ?? []
    }

    /// The number of an array's elements.
    func count(_ path: String) -> Int? {
        (value(path) as? [Any])?.count
    }
}
