import TestTools
import Testing

@testable import Checkout

@Suite struct MerchantLogoTests {
    @Test func `a logo is a small picture of a kind that every browser shows`() throws {
        let logo = try MerchantLogo(bytes: PictureFile.wool)
        #expect(logo.kind == .png && logo.width == 120 && logo.height == 48)
        #expect(logo.bytes == PictureFile.wool)
        #expect(MerchantLogo.Kind.allCases.map(\.mediaType.description) == ["image/png", "image/jpeg", "image/webp"])
    }

    @Test(arguments: [(1, 1), (1024, 1), (3, 1024), (258, 515)])
    func `every kind tells its size`(width: Int, height: Int) throws {
        let frames: [UInt8] = [0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC9, 0xCF]
        let files: [(MerchantLogo.Kind, [UInt8])] =
            [
                (.png, PictureFile.png(width, height)), (.png, PictureFile.png(width, height, [("tEXt", [1, 2, 3])])),
                (.webP, PictureFile.webP(lossy: width, height)), (.webP, PictureFile.webP(lossless: width, height)),
                (.webP, PictureFile.webP(extended: width, height)),
            ] + frames.map { (.jpeg, PictureFile.jpeg(width, height, frame: $0)) }
        for (kind, file) in files {
            let logo = try MerchantLogo(bytes: file)
            #expect(logo.kind == kind && logo.width == width && logo.height == height)
        }
    }

    @Test func `more pixels than a page needs are refused, and so are none`() {
        let files = [
            PictureFile.png(1025, 1), PictureFile.png(1, 1025), PictureFile.png(0, 1), PictureFile.png(1, 0),
            PictureFile.png(0xFFFF_FFFF, 0xFFFF_FFFF), PictureFile.jpeg(65_535, 65_535), PictureFile.jpeg(1, 0),
            PictureFile.webP(lossy: 1025, 1), PictureFile.webP(lossy: 0, 0), PictureFile.webP(lossless: 16_384, 16_384),
            PictureFile.webP(extended: 1 << 24, 1 << 24),
        ]
        for file in files {
            #expect(throws: LogoProblem.tooManyPixels(maximum: 1024)) { try MerchantLogo(bytes: file) }
        }
    }

    @Test func `pictures that take turns are refused`() {
        for file in [
            PictureFile.png(1, 1, [("acTL", [0, 0, 0, 2, 0, 0, 0, 0])]),
            PictureFile.png(1, 1, [("tEXt", []), ("acTL", [0, 0, 0, 2, 0, 0, 0, 0])]),
            PictureFile.webP(extended: 1, 1, flags: 0x12),
        ] {
            #expect(throws: LogoProblem.moving) { try MerchantLogo(bytes: file) }
        }
    }

    @Test func `what breaks off before it tells its size is refused, wherever that is`() {
        let whole = [
            PictureFile.png(1, 1, [("tEXt", [1])]), PictureFile.jpeg(1, 1), PictureFile.webP(lossy: 1, 1),
            PictureFile.webP(lossless: 1, 1), PictureFile.webP(extended: 1, 1),
        ]
        // Of a PNG the last chunk's name is still needed, of others the size's last byte.
        for (file, needed) in zip(whole, [54, 35, 30, 25, 30]) {
            for length in 12..<needed {
                #expect(throws: LogoProblem.unreadable, "\(length)") {
                    try MerchantLogo(bytes: Array(file.prefix(length)))
                }
            }
            #expect(throws: Never.self) { try MerchantLogo(bytes: Array(file.prefix(needed))) }
        }
    }

    @Test func `a head that says something else is refused`() {
        let strange: [[UInt8]] = [
            [0xFF, 0xD8, 0xFF, 0xD9], [0xFF, 0xD8, 0xFF, 0xDA, 0, 2], [0xFF, 0xD8, 0xFF, 0xE0, 0, 1, 0, 0, 0],
            [0xFF, 0xD8, 0xFF, 0xFF, 0xFF], [0xFF, 0xD8, 0xFF, 0xE0, 0, 2, 0x00, 0xC0],
            Array("RIFF\u{1}\u{0}\u{0}\u{0}WEBPALPH".utf8) + [UInt8](repeating: 0, count: 40),
            Array(PictureFile.png(1, 1).prefix(8) + PictureFile.png(1, 1).dropFirst(33)),
            Array(PictureFile.png(1, 1).dropLast(12)) + [0xFF, 0xFF, 0xFF, 0xFF] + Array("tEXt".utf8),
        ]
        for file in strange {
            #expect(throws: LogoProblem.unreadable) { try MerchantLogo(bytes: file) }
        }
    }

    @Test func `a file of any other kind is refused, and one that is too large`() throws {
        for text in ["", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "GIF89a", "RIFF....WAVE", "RIFF", "<html>"] {
            #expect(throws: LogoProblem.kindUnknown) { try MerchantLogo(bytes: Array(text.utf8)) }
        }
        #expect(throws: LogoProblem.kindUnknown) { try MerchantLogo(bytes: Array(PictureFile.wool.dropFirst())) }
        let filling = [UInt8](repeating: 0, count: Limits.logoBytes - PictureFile.wool.count)
        #expect(try MerchantLogo(bytes: PictureFile.wool + filling).bytes.count == Limits.logoBytes)
        #expect(throws: LogoProblem.tooLarge(maximum: Limits.logoBytes)) {
            try MerchantLogo(bytes: PictureFile.wool + filling + [0])
        }
    }

    @Test func `whatever a file holds, reading its head ends`() {
        var random = SplitMix64(seed: 7)
        let heads = [
            PictureFile.png(5, 5, [("tEXt", [1, 2, 3])]), PictureFile.jpeg(5, 5), PictureFile.webP(lossy: 5, 5),
            PictureFile.webP(lossless: 5, 5), PictureFile.webP(extended: 5, 5),
        ]
        var taken = 0
        for _ in 0..<3_000 {
            var file = heads[Int.random(in: heads.indices, using: &random)]
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                file[Int.random(in: file.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            if (try? MerchantLogo(bytes: Array(file.prefix(Int.random(in: 0...file.count, using: &random))))) != nil {
                taken += 1
            }
        }
        #expect(taken > 10)
    }
}
