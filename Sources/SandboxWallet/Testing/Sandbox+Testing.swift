import Bytes
import HTTPServing

/// `/_sandbox/…`: what only tests ask.
///
/// A POST says that its body is JSON, which no other site's form can make a browser say.
extension Sandbox {
    /// Answers a test route.
    func test(_ request: SignedRequest, method: String, name: String) -> HTTPResponse {
        do {
            if method == "GET" {
                guard let response = withState({ state, now in state.report(name, now: now) }) else {
                    return .text(404, "not found")
                }
                return response
            }
            guard method == "POST" else { return .text(405, "GET or POST") }
            guard request.isJSON else { throw Malformation("the body is application/json") }
            let fields = try JSONFields(request.body.isEmpty ? Array("{}".utf8) : request.body)
            let response = try withState { state, now throws(Malformation) in
                try state.order(name, fields, now: now)
            }
            return response ?? .text(404, "not found")
        } catch let problem as Malformation {
            return .json(400) { $0.error(code: "invalid_request", description: problem.text) }
        } catch {
            return .text(500, "\(error)")
        }
    }
}
