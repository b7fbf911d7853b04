import OutboundHTTP

extension OutboundRequest {
    /// A small POST.
    static func post(_ url: String, body: String = "{}") -> OutboundRequest {
        OutboundRequest(
            method: "POST",
            url: url,
            headers: [("Content-Type", "application/json")],
            body: Array(body.utf8)
        )
    }
}
