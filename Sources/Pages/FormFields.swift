/// The fields of a form, as browsers send them (URL Standard, section 5.1; with files RFC 7578).
package struct FormFields: Sendable {
    private let values: [String: String]
    private let files: [String: [UInt8]]

    /// Reads a body or a query; nil for bad percent-encoding, for what is no UTF-8, and for a name that comes twice.
    package init?(_ bytes: some Collection<UInt8>) {
        var values: [String: String] = [:]
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            guard let name = Self.decode(pair[..<equals]), let value = Self.decode(pair[equals...].dropFirst()),
                values.updateValue(value, forKey: name) == nil
            else { return nil }
        }
        self.values = values
        files = [:]
    }

    /// Reads a body of parts; nil for what is none, for a text that is no UTF-8, and for a name that comes twice.
    package init?(parts body: [UInt8], boundary: String) {
        guard let parts = FormPart.parts(of: body, boundary: boundary) else { return nil }
        var values: [String: String] = [:]
        var files: [String: [UInt8]] = [:]
        for part in parts {
            guard values[part.name] == nil, files[part.name] == nil else { return nil }
            if part.isFile {
                files[part.name] = Array(part.content)
            } else {
                guard let text = String(validating: part.content, as: UTF8.self) else { return nil }
                values[part.name] = text
            }
        }
        self.values = values
        self.files = files
    }

    /// What stands between the parts of a body of this `Content-Type`; nil for a body without parts.
    package static func boundary(in contentType: String) -> String? { FormPart.boundary(in: contentType) }

    /// A field's value; nil if it was not sent.
    package subscript(_ name: String) -> String? { values[name] }

    /// The file of a field, empty where none was chosen; nil if the field was not sent, or is none for files.
    package func file(_ name: String) -> [UInt8]? { files[name] }

    /// A query of fields; those that are empty are left out.
    package static func query(_ fields: [(name: String, value: String)]) -> String {
        fields.filter { !$0.value.isEmpty }.map { "\($0.name)=\(encode($0.value))" }.joined(separator: "&")
    }

    /// A value as it stands in a query, so that it is read again as it is.
    package static func encode(_ value: String) -> String {
        var text = ""
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                text.unicodeScalars.append(UnicodeScalar(byte))
            case _:
                let digits = String(byte, radix: 16, uppercase: true)
                text += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return text
    }

    private static func decode(_ text: some Collection<UInt8>) -> String? {
        var bytes: [UInt8] = []
        var rest = text[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"):
                bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(hexadecimal), let low = rest.popFirst().flatMap(hexadecimal)
                else { return nil }
                bytes.append(high << 4 | low)
            case _:
                bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        Character(UnicodeScalar(byte)).hexDigitValue.map(UInt8.init)
    }
}
