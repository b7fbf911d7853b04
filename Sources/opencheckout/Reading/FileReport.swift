import Bytes

/// What reading a file of a data directory from end to end came to.
struct FileReport {
    let file: String

    /// Lines or records that are whole, up to the problem if there is one.
    let records: Int

    /// Where the problem is noticed, in bytes.
    var offset: Int64?

    /// What is wrong; nil if nothing is.
    var problem: String?

    /// What is worth knowing and no problem.
    var remark: String?

    /// What a person reads.
    var line: String {
        guard let problem else {
            return "\(file): whole, \(records) records" + (remark.map { "; \($0)" } ?? "")
        }
        let place = offset.map { " at offset \($0)" } ?? ""
        return "\(file): damaged\(place), behind \(records) records that are whole: \(problem)"
    }

    /// Writes the report as an object.
    func write(to json: inout JSONWriter) {
        Record([
            ("file", .text(file)), ("ok", .boolean(problem == nil)), ("records", .integer(Int64(records))),
            ("offset", offset.map { .integer($0) } ?? .none), ("problem", Cell(problem)),
        ])
        .write(to: &json)
    }
}
