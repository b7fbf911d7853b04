/// Notes to come back later: what is worth doing is done, or stands in the tracker.
enum RemainderCheck {
    private static let words = ["TODO", "FIXME", "XXX", "HACK"]

    static func findings(in file: TextFile) -> [Finding] {
        let lines = file.isSwift ? file.comments : file.lines
        return lines.enumerated()
            .flatMap { index, line in
                words.filter { line.containsWord($0) }
                    .map { Finding(file, line: index, "no \($0): do it now, or say in a sentence how it is") }
            }
    }
}
