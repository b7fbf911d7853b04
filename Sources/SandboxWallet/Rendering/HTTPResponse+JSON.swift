import Bytes
import HTTPServing

/// Answers in JSON, and refusals in the forms of the two servers.
extension HTTPResponse {
    /// An answer with a body that `write` writes, and more field lines, each ended as such lines are.
    static func json(_ status: Int, fields: String = "", _ write: (inout JSONWriter) -> Void) -> HTTPResponse {
        var writer = JSONWriter()
        write(&writer)
        let lines = "Content-Type: application/json\r\nCache-Control: no-store\r\n" + fields
        return HTTPResponse(status: status, fields: Array(lines.utf8), body: writer.bytes)
    }

    /// Plain text, as crashes and their proxies answer.
    static func text(_ status: Int, _ text: String, fields: String = "") -> HTTPResponse {
        let lines = "Content-Type: text/plain; charset=utf-8\r\n" + fields
        return HTTPResponse(status: status, fields: Array(lines.utf8), body: Array((text + "\n").utf8))
    }

    /// What an authorization server refuses with.
    init(_ refusal: GrantRefusal) {
        self = .json(refusal.status) { $0.error(code: refusal.code, description: refusal.text) }
    }

    /// What a resource server refuses with; where it is about access, it says who gives that.
    init(_ refusal: ResourceRefusal, authorizationServer: String) {
        let isAboutAccess = refusal.status == 401 || refusal.status == 403
        let fields = isAboutAccess ? "WWW-Authenticate: GNAP as_uri=\(authorizationServer)\r\n" : ""
        self = .json(refusal.status, fields: fields) {
            $0.error(code: String(refusal.status), description: refusal.text)
        }
    }
}

extension JSONWriter {
    /// Writes the object that both servers refuse with.
    mutating func error(code: String, description: String) {
        beginObject()
        name("error")
        beginObject()
        name("code")
        string(code)
        name("description")
        string(description)
        endObject()
        endObject()
    }

    /// Writes a time as whole seconds.
    mutating func time(milliseconds: Int64) {
        string(RFC3339.string(secondsSinceEpoch: milliseconds / 1000))
    }
}
