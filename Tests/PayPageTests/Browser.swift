import Checkout
import PaymentFlows
import TestTools

@testable import PayPageGallery

/// As much of a browser as forms need: cookies, hidden fields, no script.
final class Browser {
    let gallery: Gallery

    /// Sent with each request.
    var headers: [(String, String)] = []

    private(set) var cookie: String?

    init(_ gallery: Gallery) {
        self.gallery = gallery
    }

    /// Asks for a path, on a connection of its own.
    func get(_ path: String, method: String = "GET") throws -> SocketResponse {
        try request(method, path, nil)
    }

    /// Sends a form's text.
    func post(_ path: String, _ form: String) throws -> SocketResponse {
        try request("POST", path, form)
    }

    /// Looks at a page and sends one of its forms, filled in like this.
    func submit(_ path: String, step: String, _ entries: String = "") throws -> SocketResponse {
        let page = try get(path).text
        let form = page.split(separator: "<form").first { $0.contains("name=\"step\" value=\"\(step)\"") } ?? ""
        let hidden = form.matches(of: /type="hidden" name="(\w+)" value="([^"]*)"/)
            .map { "\($0.output.1)=\($0.output.2)" }
        guard !hidden.isEmpty else { throw SocketClientError.malformed("no form for \(step)", Array(page.utf8)) }
        return try post(path, (hidden + [entries]).joined(separator: "&"))
    }

    private func request(_ method: String, _ path: String, _ form: String?) throws -> SocketResponse {
        var fields = headers
        if let cookie { fields.append(("Cookie", cookie)) }
        if form != nil { fields.append(("Content-Type", "application/x-www-form-urlencoded")) }
        let response = try SocketClient(port: gallery.pagePort)
            .request(method, path, fields, body: Array((form ?? "").utf8))
        for field in response.fields where field.name == "set-cookie" {
            cookie = String(field.value.prefix { $0 != ";" })
        }
        return response
    }
}

/// Runs a body on a thread of its own, with a browser before one session.
func withPage<Result: Sendable>(
    _ order: PaymentOrder = Sample.goods,
    _ stage: PaymentStage = .open(lastFailure: nil),
    _ body: @escaping @Sendable (Browser, String) throws -> Result
) async throws -> Result {
    let view = Sample.view(1, order, stage)
    let gallery = try Gallery([view])
    defer { gallery.stop() }
    return try await onThread { try body(Browser(gallery), "/pay/\(view.session.text)") }
}
