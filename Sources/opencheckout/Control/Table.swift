import Bytes

/// A value of a listing.
enum Cell {
    case text(String)
    case integer(Int64)
    case boolean(Bool)

    /// A value that is JSON already.
    case json([UInt8])

    case none

    init(_ text: String?) {
        self = text.map { .text($0) } ?? .none
    }

    init(_ number: Int64?) {
        self = number.map { .integer($0) } ?? .none
    }

    /// What a person reads; control characters are not passed on to a terminal.
    var display: String {
        switch self {
        case .text(let text):
            String(text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : Character($0) })
        case .integer(let number): String(number)
        case .boolean(let truth): truth ? "yes" : "no"
        case .json(let bytes): String(decoding: bytes, as: UTF8.self)
        case .none: "-"
        }
    }

    func write(to json: inout JSONWriter) {
        switch self {
        case .text(let text): json.string(text)
        case .integer(let number): json.integer(number)
        case .boolean(let truth): json.boolean(truth)
        case .json(let bytes): json.raw(bytes)
        case .none: json.null()
        }
    }
}

/// Rows under columns: a JSON list, and lines of equal width for people.
struct Table {
    private let columns: [String]
    private var rows: [[Cell]] = []

    init(_ columns: [String]) {
        self.columns = columns
    }

    mutating func add(_ row: [Cell]) {
        precondition(row.count == columns.count, "a row has a cell for each column")
        rows.append(row)
    }

    /// Both forms.
    var reply: OperatorReply {
        var json = JSONWriter()
        json.beginObject()
        json.name("object")
        json.string("list")
        json.name("data")
        write(to: &json)
        json.endObject()
        return OperatorReply(json: String(decoding: json.bytes, as: UTF8.self), lines: lines)
    }

    /// Writes the rows as an array.
    func write(to json: inout JSONWriter) {
        json.beginArray()
        for row in rows {
            Record(Array(zip(columns, row))).write(to: &json)
        }
        json.endArray()
    }

    private var lines: [String] {
        let texts = [columns] + rows.map { $0.map(\.display) }
        let widths = columns.indices.map { column in texts.map { $0[column].count }.max() ?? 0 }
        return texts.map { row in
            let padded = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            return String(padded.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }
    }
}

/// Names and values: a JSON object, and a line each for people.
struct Record {
    private let fields: [(name: String, value: Cell)]

    init(_ fields: [(String, Cell)]) {
        self.fields = fields.map { (name: $0.0, value: $0.1) }
    }

    /// Both forms.
    var reply: OperatorReply {
        var json = JSONWriter()
        write(to: &json)
        let lines = fields.map { "\($0.name): \($0.value.display)" }
        return OperatorReply(json: String(decoding: json.bytes, as: UTF8.self), lines: lines)
    }

    /// The values in a row, as a part of a line.
    var display: String {
        fields.map(\.value.display).joined(separator: "  ")
    }

    func write(to json: inout JSONWriter) {
        json.beginObject()
        for field in fields {
            json.name(field.name)
            field.value.write(to: &json)
        }
        json.endObject()
    }
}
