package import Checkout

/// Files of pictures: a real one, and heads of every kind without a picture behind them.
package enum PictureFile {
    /// A shop's logo, 120 pixels wide and 48 high.
    package static let wool = PackageResources.wool_png

    /// The same as a merchant has it.
    package static var logo: MerchantLogo {
        guard let logo = try? MerchantLogo(bytes: wool) else { preconditionFailure("the picture is a logo") }
        return logo
    }

    /// A PNG of a size, with other chunks between its head and its data.
    package static func png(_ width: Int, _ height: Int, _ chunks: [(name: String, content: [UInt8])] = []) -> [UInt8] {
        let head = big(width, 4) + big(height, 4) + [8, 6, 0, 0, 0]
        let all = [("IHDR", head)] + chunks + [("IDAT", [])]
        return all.reduce([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { file, chunk in
            file + big(chunk.1.count, 4) + Array(chunk.0.utf8) + chunk.1 + [0, 0, 0, 0]
        }
    }

    /// A JPEG of a size, whose frame is marked so.
    package static func jpeg(_ width: Int, _ height: Int, frame: UInt8 = 0xC0) -> [UInt8] {
        let described: [UInt8] = [0xFF, 0xE0, 0, 16] + Array("JFIF".utf8) + [UInt8](repeating: 0, count: 10)
        let tables: [UInt8] = [0xFF, 0xFF, 0xC4, 0, 3, 0]
        return [0xFF, 0xD8] + described + tables + [0xFF, frame, 0, 17, 8] + big(height, 2) + big(width, 2) + [3]
    }

    /// A WebP of a size, coded with loss.
    package static func webP(lossy width: Int, _ height: Int) -> [UInt8] {
        riff("VP8 ", [0, 0, 0, 0x9D, 0x01, 0x2A] + little(width, 2) + little(height, 2))
    }

    /// A WebP of a size, coded without loss.
    package static func webP(lossless width: Int, _ height: Int) -> [UInt8] {
        riff("VP8L", [0x2F] + little((height - 1) << 14 | (width - 1), 4))
    }

    /// A WebP of a size, with what the head of several pictures says of them.
    package static func webP(extended width: Int, _ height: Int, flags: UInt8 = 0x10) -> [UInt8] {
        riff("VP8X", [flags, 0, 0, 0] + little(width - 1, 3) + little(height - 1, 3))
    }

    private static func riff(_ name: String, _ content: [UInt8]) -> [UInt8] {
        Array("RIFF".utf8) + little(content.count + 12, 4) + Array("WEBP\(name)".utf8) + little(content.count, 4)
            + content
    }

    private static func big(_ value: Int, _ count: Int) -> [UInt8] { little(value, count).reversed() }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
