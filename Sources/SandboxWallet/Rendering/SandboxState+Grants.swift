import Bytes
import HTTPServing

/// What the authorization server answers.
extension SandboxState {
    /// The answer to a grant request, a continuation or a rotation.
    func render(_ answer: GrantAnswer, now: Int64) -> HTTPResponse {
        .json(200) { writer in
            writer.beginObject()
            switch answer {
            case .granted(let grant, let token):
                if let token { write(token, of: grant, now: now, to: &writer) }
                if let subject = grant.subject { write(subject: subject, to: &writer) }
                write(continuationOf: grant, wait: nil, to: &writer)
            case .interaction(let grant, let interaction):
                writer.name("interact")
                writer.beginObject()
                writer.name("redirect")
                writer.string(page(of: grant, interaction))
                if interaction.finish != nil {
                    writer.name("finish")
                    writer.string(interaction.nonce)
                }
                writer.endObject()
                write(continuationOf: grant, wait: settings.waitSeconds, to: &writer)
            case .pending(let grant): write(continuationOf: grant, wait: settings.waitSeconds, to: &writer)
            case .rotated(let grant, let token): write(token, of: grant, now: now, to: &writer)
            }
            writer.endObject()
        }
    }

    private func write(_ token: AccessToken, of grant: Grant, now: Int64, to writer: inout JSONWriter) {
        writer.name("access_token")
        writer.beginObject()
        writer.name("value")
        writer.string(token.value)
        writer.name("manage")
        writer.string("\(baseURL)\(grant.authorizationPath)/token/\(token.id)")
        writer.name("expires_in")
        writer.integer((token.expiresAt - now) / 1000)
        writer.name("access")
        writer.beginArray()
        for right in grant.rights { writer.access(right) }
        writer.endArray()
        writer.endObject()
    }

    private func write(subject: String, to writer: inout JSONWriter) {
        writer.name("subject")
        writer.beginObject()
        writer.name("sub_ids")
        writer.beginArray()
        writer.beginObject()
        writer.name("id")
        writer.string(subject)
        writer.name("format")
        writer.string("uri")
        writer.endObject()
        writer.endArray()
        writer.endObject()
    }

    private func write(continuationOf grant: Grant, wait: Int64?, to writer: inout JSONWriter) {
        writer.name("continue")
        writer.beginObject()
        writer.name("access_token")
        writer.beginObject()
        writer.name("value")
        writer.string(grant.continueToken)
        writer.endObject()
        writer.name("uri")
        writer.string(continuation(of: grant))
        if let wait, wait > 0 {
            writer.name("wait")
            writer.integer(wait)
        }
        writer.endObject()
    }

    /// Where a grant is continued; the hostile wallet lures its clients elsewhere.
    private func continuation(of grant: Grant) -> String {
        let isLure = grant.walletName.flatMap { accounts[$0] }?.manner == .foreignContinue
        let origin = isLure ? "https://evil.example" : baseURL
        return "\(origin)\(grant.authorizationPath)/continue/\(grant.id)"
    }

    private func page(of grant: Grant, _ interaction: Interaction) -> String {
        var query = "clientName=\(PercentEncoding.encode(grant.clientName ?? ""))"
        if case .wallet(let address) = grant.client { query += "&clientUri=\(PercentEncoding.encode(address))" }
        return "\(baseURL)\(grant.authorizationPath)/interact/\(grant.id)/\(interaction.nonce)?\(query)"
    }
}
