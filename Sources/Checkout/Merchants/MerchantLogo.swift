package import Cryptography

/// A merchant's sign for the pay page: a small picture of a kind that every browser shows and that carries no script.
package struct MerchantLogo: Hashable, Sendable {
    /// What kind of picture it is.
    package enum Kind: Hashable, Sendable, CaseIterable {
        /// Portable Network Graphics.
        case png
        /// JPEG.
        case jpeg
        /// WebP.
        case webP

        /// The media type, as a `Content-Type` tells it.
        package var mediaType: StaticString {
            switch self {
            case .png: "image/png"
            case .jpeg: "image/jpeg"
            case .webP: "image/webp"
            }
        }

        /// The kind that the first bytes of a file tell (PNG: ISO/IEC 15948 section 5.2; JPEG: ITU-T T.81 annex B;
        /// WebP: RFC 9649 section 2.4).
        init?(of bytes: [UInt8]) {
            if bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) {
                self = .png
            } else if bytes.starts(with: [0xff, 0xd8, 0xff]) {
                self = .jpeg
            } else if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) {
                self = .webP
            } else {
                return nil
            }
        }
    }

    /// The file as it was given.
    package let bytes: [UInt8]

    /// What kind it is.
    package let kind: Kind

    /// Its width, in pixels.
    package let width: Int

    /// Its height, in pixels.
    package let height: Int

    /// What tells it from any other.
    package let digest: SHA256Digest

    /// Checks the size of a file, its first bytes, and what its head says of the picture.
    ///
    /// Whether the rest is a picture is the browser's business; how much memory it takes there is bounded by the head.
    package init(bytes: [UInt8]) throws(LogoProblem) {
        guard bytes.count <= Limits.logoBytes else { throw .tooLarge(maximum: Limits.logoBytes) }
        guard let kind = Kind(of: bytes) else { throw .kindUnknown }
        guard let head = PictureHead(kind, bytes) else { throw .unreadable }
        let pixels = 1...Limits.logoPixels
        guard pixels ~= head.width, pixels ~= head.height else { throw .tooManyPixels(maximum: Limits.logoPixels) }
        guard !head.isMoving else { throw .moving }
        self.bytes = bytes
        self.kind = kind
        width = head.width
        height = head.height
        digest = SHA256.digest(bytes)
    }
}

/// Why a file cannot be a merchant's logo.
package enum LogoProblem: Error, Hashable, Sendable {
    /// It has more than `maximum` bytes.
    case tooLarge(maximum: Int)
    /// It is neither PNG nor JPEG nor WebP.
    case kindUnknown
    /// It begins like a picture, and breaks off before it says how large that is.
    case unreadable
    /// It is more than `maximum` pixels wide or high, or none at all.
    case tooManyPixels(maximum: Int)
    /// It is several pictures that take turns, which nobody could stop on the pay page (WCAG 2.2, 2.2.2).
    case moving
}
