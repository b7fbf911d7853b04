import Bytes

/// How many lines of which kind a snapshot holds, such as `{"merchants":2,"sessions":1000}`.
///
/// The kinds are the caller's; they are written sorted by name, so that equal counts are equal bytes.
package struct SnapshotCounts: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// Counts by kind.
    package private(set) var values: [String: Int]

    /// Counts by kind; a kind may stand there once only.
    package init(dictionaryLiteral elements: (String, Int)...) {
        values = Dictionary(uniqueKeysWithValues: elements)
    }

    /// The count of one kind, 0 for one that is not there.
    package subscript(kind: String) -> Int {
        get { values[kind] ?? 0 }
        set { values[kind] = newValue }
    }

    func append(to writer: inout JSONWriter) {
        writer.beginObject()
        for (kind, count) in values.sorted(by: { $0.key < $1.key }) {
            writer.name(kind)
            writer.integer(count)
        }
        writer.endObject()
    }

    /// Nil if the node is no object of counts from 0 on.
    init?(_ node: JSONNode, in document: JSONDocument) {
        guard document.kind(of: node) == .object else { return nil }
        values = [:]
        for member in document.members(of: node) {
            guard document.kind(of: member.value) == .number, let count = document.integer(member.value),
                let value = Int(exactly: count), value >= 0
            else { return nil }
            values[document.string(member.name)] = value
        }
    }
}
