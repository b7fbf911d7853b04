import Bytes

/// A header or footer line taken apart: its members, each of the kind it should be.
struct SnapshotLine {
    private let document: JSONDocument
    private let code: SnapshotError.Code

    /// `code` is what every problem with this line is reported as.
    init(_ line: [UInt8], entity: StaticString, code: SnapshotError.Code) throws(SnapshotProblem) {
        do {
            document = try JSONDocument(parsing: line)
        } catch {
            throw SnapshotProblem(code: code, message: "the line is no JSON: \(error)")
        }
        self.code = code
        guard document.kind(of: document.root) == .object else { throw problem("the line is no JSON object") }
        guard try string("entity") == "\(entity)" else { throw problem("the line is no \(entity)") }
    }

    func problem(_ message: String) -> SnapshotProblem {
        SnapshotProblem(code: code, message: message)
    }

    /// Refuses members that this format does not have; those that it has are asked for by name.
    func requireMembers(_ count: Int) throws(SnapshotProblem) {
        guard document.count(of: document.root) == count else { throw problem("the line has unknown members") }
    }

    func integer(_ name: StaticString) throws(SnapshotProblem) -> Int64 {
        guard let node = document.member(name, of: document.root), document.kind(of: node) == .number,
            let value = document.integer(node)
        else { throw problem("\(name) is no integer") }
        return value
    }

    func string(_ name: StaticString) throws(SnapshotProblem) -> String {
        guard let node = document.member(name, of: document.root), document.kind(of: node) == .string else {
            throw problem("\(name) is no string")
        }
        return document.string(node)
    }

    func counts() throws(SnapshotProblem) -> SnapshotCounts {
        guard let node = document.member("counts", of: document.root),
            let counts = SnapshotCounts(node, in: document)
        else { throw problem("counts is no object of numbers from 0 on") }
        return counts
    }
}
