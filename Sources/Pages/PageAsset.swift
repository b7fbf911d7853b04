import Bytes
import Cryptography

/// What a page loads besides itself, under a path that changes with its bytes, so that browsers keep it for good.
package struct PageAsset: Hashable, Sendable {
    /// The path on this server.
    package let path: String

    /// The media type.
    package let type: String

    /// The file.
    package let bytes: [UInt8]

    /// A page's style sheet in a folder: the colours that all pages have, and behind them its own rules.
    package static func pageStyles(_ name: String, in folder: String, _ rules: [UInt8]) -> PageAsset {
        styles(name, in: folder, PackageResources.palette_css + rules)
    }

    /// A style sheet in a folder.
    package static func styles(_ name: String, in folder: String, _ bytes: [UInt8]) -> PageAsset {
        PageAsset(folder, name, "css", "text/css; charset=utf-8", bytes)
    }

    /// A script in a folder.
    package static func script(_ name: String, in folder: String, _ bytes: [UInt8]) -> PageAsset {
        PageAsset(folder, name, "js", "text/javascript; charset=utf-8", bytes)
    }

    private init(_ folder: String, _ name: String, _ suffix: String, _ type: String, _ bytes: [UInt8]) {
        let digest = Array(SHA256.digest(bytes).bytes.prefix(6))
        path = "\(folder)/\(name).\(Base64URL.encode(digest)).\(suffix)"
        self.type = type
        self.bytes = bytes
    }
}
