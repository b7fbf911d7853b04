import Bytes

/// Who asks: a wallet address with published keys, or a key alone.
enum Client: Sendable, Hashable {
    case wallet(String)
    case key(JSONWebKey)

    /// Reads `client` in any of its three forms.
    init(_ fields: JSONFields) throws(Malformation) {
        guard let node = fields.document.member("client", of: fields.node) else {
            throw Malformation("'client' is missing")
        }
        if fields.document.kind(of: node) == .string {
            self = .wallet(fields.document.string(node))
        } else {
            let object = try JSONFields(fields.document, node)
            try object.allow(["walletAddress", "jwk"])
            guard object.has("walletAddress") != object.has("jwk") else {
                throw Malformation("'client' has walletAddress or jwk")
            }
            if let address = try object.optionalString("walletAddress") {
                self = .wallet(address)
            } else {
                self = .key(try JSONWebKey(object.object("jwk")))
            }
        }
        if case .wallet(let address) = self, WebAddress(address) == nil {
            throw Malformation("a client's wallet address is an http or https URL")
        }
    }
}
