import Bytes
import Checkout
import CheckoutAPI
import CheckoutEngine
import Foundation
import HTTPServing

/// The query of a list: what is taken keeps to its limits, and percent-encoding is read as Foundation reads it.
enum FormEntry {
    static func finding(in bytes: [UInt8]) -> String? {
        guard let request = request(withQuery: bytes), let query = request.query else { return nil }
        let caller = CursorEntry.caller
        typealias Parameters = ListParameters<SessionQuery.Filters>
        guard let list = try? Parameters(of: request, caller: caller, cursorKey: CursorEntry.key) else { return nil }
        guard (1...100).contains(list.limit) else { return "a limit of \(list.limit)" }
        guard list.before == nil, let reference = list.filters.clientReferenceID else { return nil }
        let text = request.text(query).replacing("+", with: " ")
        let decoded = text.removingPercentEncoding ?? "nothing"
        return decoded.contains(reference) ? nil : "\(decoded) was read as \(reference)"
    }

    /// A request for a list, if a head may hold the query.
    private static func request(withQuery query: [UInt8]) -> HTTPRequest? {
        let head = Array("GET /api/checkout/sessions?".utf8) + query + Array(" HTTP/1.1\r\nHost: shop\r\n\r\n".utf8)
        var parser = RequestParser(limits: HTTPLimits())
        var request = HTTPRequest(peer: .unix)
        var input = InputBuffer()
        // Safe because the buffer copies the bytes.
        head.withUnsafeBytes { input.append($0) }
        return parser.advance(&input, &request) == .whole ? request : nil
    }
}
