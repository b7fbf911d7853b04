import Bytes
import HTTPServing

/// Puts replies together: the header fields that all of them carry, and the body of errors.
enum ResponseFormat {
    private static let common: StaticString =
        "Content-Type: application/json\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nRequest-Id: "

    /// A reply with a JSON body.
    static func json(_ status: Int, _ body: [UInt8], _ id: RequestID, isReplay: Bool = false) -> HTTPResponse {
        var fields = fields(id)
        if isReplay {
            fields.append(contentsOf: "Idempotent-Replayed: true\r\n".utf8)
        }
        return HTTPResponse(status: status, fields: fields, body: body)
    }

    /// A refusal.
    static func error(_ error: APIError, _ id: RequestID) -> HTTPResponse {
        var fields = fields(id)
        if error.status == 401 {
            fields.append(contentsOf: "WWW-Authenticate: Bearer\r\n".utf8)
        }
        if let seconds = error.retryAfter {
            fields.append(contentsOf: "Retry-After: \(seconds)\r\n".utf8)
        }
        if let allow = error.allow {
            fields.append(contentsOf: "Allow: \(allow)\r\n".utf8)
        }
        return HTTPResponse(status: error.status, fields: fields, body: body(error, id))
    }

    private static func fields(_ id: RequestID) -> [UInt8] {
        var fields: [UInt8] = []
        fields.append(atMost: common.utf8CodeUnitCount + RequestID.characters + 2) { room in
            room.append(common)
            id.append(to: &room)
            room.append("\r\n")
        }
        return fields
    }

    private static func body(_ error: APIError, _ id: RequestID) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("error")
        writer.beginObject()
        write(error.detail, error.kind, to: &writer)
        if !error.all.isEmpty {
            writer.name("errors")
            writer.beginArray()
            for detail in error.all {
                writer.beginObject()
                write(detail, error.kind, to: &writer)
                writer.name("request_id")
                writer.string(id.text)
                writer.endObject()
            }
            writer.endArray()
        }
        writer.name("request_id")
        writer.string(id.text)
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }

    private static func write(_ detail: APIError.Detail, _ kind: APIError.Kind, to writer: inout JSONWriter) {
        writer.name("type")
        writer.string(kind.rawValue)
        writer.name("code")
        writer.string(detail.code.rawValue)
        writer.name("message")
        writer.string(detail.message)
        if let param = detail.param {
            writer.name("param")
            writer.string(param)
        }
    }
}
