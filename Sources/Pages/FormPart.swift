/// One part of a form that may hold files (RFC 7578), as browsers write it (HTML Standard, *multipart/form-data
/// encoding algorithm*).
struct FormPart {
    /// Parts of one form; ours have few.
    private static let most = 16

    /// The field's name.
    let name: String

    /// Whether it is a file; what the browser says of its name and kind is not looked at.
    let isFile: Bool

    /// What stands in it.
    let content: ArraySlice<UInt8>

    /// The boundary that a `Content-Type` names; nil for any other kind of body.
    static func boundary(in contentType: String) -> String? {
        let (kind, parameters) = parameters(of: contentType)
        guard kind.lowercased() == "multipart/form-data", let boundary = parameters["boundary"],
            1...70 ~= boundary.utf8.count
        else { return nil }
        return boundary
    }

    /// The parts of a body; nil if it is none of parts, or one of too many.
    static func parts(of body: [UInt8], boundary: String) -> [FormPart]? {
        let line = Array("\r\n--\(boundary)".utf8)
        guard body.starts(with: line.dropFirst(2)) else { return nil }
        var parts: [FormPart] = []
        var rest = body.dropFirst(line.count - 2)
        while rest.starts(with: [UInt8(ascii: "\r"), UInt8(ascii: "\n")]) {
            guard parts.count < most, let end = find(line, in: rest), let part = FormPart(rest[..<end]) else {
                return nil
            }
            parts.append(part)
            rest = rest[end...].dropFirst(line.count)
        }
        return rest.starts(with: [UInt8(ascii: "-"), UInt8(ascii: "-")]) ? parts : nil
    }

    /// Reads the header lines of a part, each behind a line's end, and what follows the empty one.
    private init?(_ bytes: ArraySlice<UInt8>) {
        guard let end = Self.find(Array("\r\n\r\n".utf8), in: bytes),
            let head = String(validating: bytes[..<end], as: UTF8.self)
        else { return nil }
        content = bytes[end...].dropFirst(4)
        for line in head.split(separator: "\r\n") {
            let colon = line.firstIndex(of: ":") ?? line.endIndex
            guard line[..<colon].lowercased() == "content-disposition" else { continue }
            let (kind, parameters) = Self.parameters(of: String(line[colon...].dropFirst()))
            guard kind == "form-data", let name = parameters["name"] else { return nil }
            self.name = name
            isFile = parameters["filename"] != nil
            return
        }
        return nil
    }

    /// A header's value and its parameters, in quotes or without; browsers write no quote inside of quotes.
    private static func parameters(of text: String) -> (value: String, parameters: [String: String]) {
        var rest = text.unicodeScalars[...]
        func take(until stops: Set<Unicode.Scalar>) -> String {
            let taken = rest.prefix { !stops.contains($0) }
            rest = rest[taken.endIndex...]
            return String(taken)
        }
        let value = take(until: [";"])
        var parameters: [String: String] = [:]
        while rest.popFirst() == ";" {
            rest = rest.drop { $0 == " " }
            let name = take(until: ["=", ";"]).lowercased()
            guard rest.first == "=" else { continue }
            rest.removeFirst()
            if rest.first == "\"" {
                rest.removeFirst()
                parameters[name] = take(until: ["\""])
                _ = rest.popFirst()
                _ = take(until: [";"])
            } else {
                parameters[name] = take(until: [";", " "])
            }
        }
        return (String(value.drop { $0 == " " }.prefix { $0 != " " }), parameters)
    }

    /// Where a line begins for the first time.
    private static func find(_ line: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        var rest = bytes
        while let start = rest.firstIndex(of: line[0]) {
            rest = rest[start...]
            if rest.starts(with: line) { return start }
            rest = rest.dropFirst()
        }
        return nil
    }
}
