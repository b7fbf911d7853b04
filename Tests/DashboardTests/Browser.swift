import Foundation
import TestTools

@testable import Dashboard
@testable import DashboardGallery

/// As much of a browser as forms need: a cookie, hidden fields, an origin, no script.
final class Browser {
    let gallery: Gallery

    /// Sent with each request.
    var headers: [(String, String)] = []

    /// What is said of each form's origin; nil for nothing.
    var origin: String? = "http://localhost"

    var cookie: String?

    init(_ gallery: Gallery) {
        self.gallery = gallery
    }

    /// Asks for a path, on a connection of its own.
    func get(_ path: String, method: String = "GET") throws -> SocketResponse {
        try request(method, path, nil)
    }

    /// Sends a form's text.
    @discardableResult
    func post(_ path: String, _ form: String) throws -> SocketResponse {
        try request("POST", path, Array(form.utf8))
    }

    /// Looks at a page and sends the form on it that goes to `action`, filled in like this.
    @discardableResult
    func submit(_ page: String, to action: String? = nil, _ entries: String = "") throws -> SocketResponse {
        let action = action ?? page
        let text = try get(page).text
        guard let token = Self.token(in: text, of: action) else {
            throw SocketClientError.malformed("no form to \(action)", Array(text.utf8))
        }
        return try post(action, "token=\(token)&\(entries)")
    }

    /// Sends a form with a file in it, as browsers do.
    @discardableResult
    func upload(
        _ file: [UInt8],
        to path: String,
        token: String,
        name: String = "logo.png",
        type: String = "image/png"
    ) throws -> SocketResponse {
        let line = "------WebKitFormBoundary4n7w"
        let head = """
            --\(line)\r\nContent-Disposition: form-data; name="token"\r\n\r\n\(token)\r\n--\(line)\r\n\
            Content-Disposition: form-data; name="logo"; filename="\(name)"\r\nContent-Type: \(type)\r\n\r\n
            """
        let body = Array(head.utf8) + file + Array("\r\n--\(line)--\r\n".utf8)
        return try request("POST", path, body, type: "multipart/form-data; boundary=\(line)")
    }

    /// Opens the dashboard.
    @discardableResult
    func signIn(_ key: String) throws -> SocketResponse {
        try submit("/dashboard", to: "/dashboard/sign-in", "key=\(key)")
    }

    /// The token of a page's form.
    static func token(in page: String, of action: String) -> String? {
        let form = page.components(separatedBy: "<form").first { $0.contains("method=\"post\" action=\"\(action)\"") }
        return form?.firstMatch(of: /name="token" value="([^"]+)"/).map { String($0.output.1) }
    }

    private func request(
        _ method: String,
        _ path: String,
        _ form: [UInt8]?,
        type: String = "application/x-www-form-urlencoded"
    ) throws -> SocketResponse {
        var fields = headers
        if let cookie { fields.append(("Cookie", cookie)) }
        if form != nil {
            fields.append(("Content-Type", type))
            if let origin { fields.append(("Origin", origin)) }
        }
        let response = try SocketClient(port: gallery.port).request(method, path, fields, body: form ?? [])
        for field in response.fields where field.name == "set-cookie" {
            cookie = String(field.value.prefix { $0 != ";" })
        }
        return response
    }
}

/// Runs a body beside a gallery with one shop in it.
func withShop<Result: Sendable>(
    baseURL: String? = nil,
    isBehindProxy: Bool = false,
    adjust: (inout DashboardHandler.Settings) -> Void = { _ in },
    _ body: (Gallery, Shop) async throws -> Result
) async throws -> Result {
    let gallery = try await Gallery(baseURL: baseURL, isBehindProxy: isBehindProxy, adjust)
    do {
        let result = try await body(gallery, try await gallery.open("Skye Wool & Yarn"))
        await gallery.stop()
        return result
    } catch {
        await gallery.stop()
        throw error
    }
}

/// Runs a body on a thread of its own, with a browser that nobody has signed in with.
func browse<Result: Sendable>(
    _ gallery: Gallery,
    _ body: @escaping @Sendable (Browser) throws -> Result
) async throws -> Result {
    try await onThread { try body(Browser(gallery)) }
}

/// The same with a browser that has shown a key.
func browse<Result: Sendable>(
    _ gallery: Gallery,
    with key: String,
    _ body: @escaping @Sendable (Browser) throws -> Result
) async throws -> Result {
    try await onThread {
        let browser = Browser(gallery)
        let answer = try browser.signIn(key)
        guard answer.status == 303 else { throw SocketClientError.malformed("no sign-in", answer.body) }
        return try body(browser)
    }
}
