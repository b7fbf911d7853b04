package import HTTPServing

/// Being asked without a socket, by whoever simulates the way here.
extension Sandbox {
    /// Answers a request to this absolute URL, which must begin with the sandbox's own; nil where the connection is
    /// dropped.
    ///
    /// Clients have their wallets here: nobody else is asked for keys.
    package func answer(
        _ method: String,
        _ url: String,
        headers: [(name: String, value: String)],
        body: [UInt8]
    ) -> HTTPResponse? {
        precondition(url.hasPrefix(baseURL), "a call is to this sandbox")
        var fields = headers.map { (name: $0.name.lowercased(), value: $0.value) }
        if !body.isEmpty { fields.append((name: "content-length", value: "\(body.count)")) }
        var request = SignedRequest(method: method, targetURI: url, fields: fields, body: body)
        let parts = url.dropFirst(baseURL.count).split(separator: "?", maxSplits: 1).map(String.init)
        request.path = parts.first ?? "/"
        request.query = parts.count > 1 ? parts[1] : nil
        switch answer(request, at: route(of: request), fetched: nil) {
        case .response(let response): return response
        case .dropped: return nil
        }
    }
}
