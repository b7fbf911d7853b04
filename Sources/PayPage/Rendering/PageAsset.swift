import Bytes
import Cryptography

/// What the page loads besides itself, under a path that changes with its bytes, so that browsers keep it for good.
struct PageAsset: Hashable, Sendable {
    /// The path on this server.
    let path: String

    /// The media type.
    let type: String

    /// The file.
    let bytes: [UInt8]

    /// How the page looks.
    static let styles = PageAsset("page", "css", "text/css; charset=utf-8", PackageResources.page_css)

    /// What the page does by itself.
    static let script = PageAsset("page", "js", "text/javascript; charset=utf-8", PackageResources.page_js)

    /// A file of a name.
    init(_ name: String, _ suffix: String, _ type: String, _ bytes: [UInt8]) {
        let digest = Array(SHA256.digest(bytes).bytes.prefix(6))
        path = "/pay/\(name).\(Base64URL.encode(digest)).\(suffix)"
        self.type = type
        self.bytes = bytes
    }
}
