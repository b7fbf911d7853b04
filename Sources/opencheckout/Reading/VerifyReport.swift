import Bytes

/// What a check of files came to.
struct VerifyReport {
    private let files: [FileReport]

    init(_ files: [FileReport]) {
        self.files = files
    }

    /// True if nothing is wrong.
    var isOK: Bool { files.allSatisfy { $0.problem == nil } }

    /// What went wrong as a whole, with the status that says damage; nil if nothing is.
    var failure: Failure? {
        let damaged = files.filter { $0.problem != nil }.count
        guard damaged > 0 else { return nil }
        return Failure("\(damaged) of \(files.count) files damaged", status: .damaged)
    }

    /// Both forms.
    var reply: OperatorReply {
        var json = JSONWriter()
        json.beginObject()
        json.name("ok")
        json.boolean(isOK)
        json.name("files")
        json.beginArray()
        for file in files { file.write(to: &json) }
        json.endArray()
        json.endObject()
        let lines = files.isEmpty ? ["there is nothing to check"] : files.map(\.line)
        return OperatorReply(json: String(decoding: json.bytes, as: UTF8.self), lines: lines)
    }
}
