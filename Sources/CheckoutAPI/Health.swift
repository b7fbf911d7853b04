import Bytes
import CheckoutEngine
import HTTPServing
import Reactors

/// `GET /api/health`: whether writes can be made durable now.
struct Health: Sendable {
    private let engine: Engine
    private let version: String
    private let began = MonotonicTime.current

    init(engine: Engine, version: String) {
        self.engine = engine
        self.version = version
    }

    func response(_ id: RequestID) -> HTTPResponse {
        let problem = engine.writeProblem
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("status")
        writer.string(problem == nil ? "healthy" : "degraded")
        if let problem {
            writer.name("reason")
            writer.string(problem.sentence)
        }
        writer.name("uptime")
        writer.integer((MonotonicTime.current.nanoseconds - began.nanoseconds) / 1_000_000_000)
        writer.name("version")
        writer.string(version)
        if engine.clock.isStepped {
            writer.name("warnings")
            writer.beginArray()
            writer.string("clock_stepped")
            writer.endArray()
        }
        writer.endObject()
        guard problem != nil else {
            return ResponseFormat.json(200, writer.bytes, id)
        }
        var response = ResponseFormat.json(503, writer.bytes, id)
        response.fields.append(contentsOf: "Retry-After: 5\r\n".utf8)
        return response
    }
}
