/// What the head of a picture's file says of it, before anybody decodes the picture.
struct PictureHead: Hashable, Sendable {
    /// Width in pixels, which may be 0.
    let width: Int

    /// Height in pixels, which may be 0.
    let height: Int

    /// Whether several pictures take turns.
    let isMoving: Bool

    /// Reads the head of a file that begins as its kind does; nil if it breaks off, or says something else.
    init?(_ kind: MerchantLogo.Kind, _ bytes: [UInt8]) {
        switch kind {
        case .png: self.init(png: bytes)
        case .jpeg: self.init(jpeg: bytes)
        case .webP: self.init(webP: bytes)
        }
    }

    private init(width: Int, height: Int, isMoving: Bool = false) {
        self.width = width
        self.height = height
        self.isMoving = isMoving
    }

    /// The first chunk tells the size, and one before the picture's data that it moves (PNG Specification, third
    /// edition, sections 11.2.1 and 11.3.6.1).
    private init?(png bytes: [UInt8]) {
        guard Self.name(in: bytes, at: 12) == "IHDR", let width = Self.big(bytes, at: 16, 4),
            let height = Self.big(bytes, at: 20, 4)
        else { return nil }
        var isMoving = false
        var place = 8
        while let name = Self.name(in: bytes, at: place + 4), name != "IDAT" {
            guard let length = Self.big(bytes, at: place, 4) else { return nil }
            isMoving = isMoving || name == "acTL"
            // Beside its content a chunk has a length, a name and a checksum of four bytes each.
            place += 12 + length
        }
        guard Self.name(in: bytes, at: place + 4) == "IDAT" else { return nil }
        self.init(width: width, height: height, isMoving: isMoving)
    }

    /// The frame's header tells the size; what stands before it is passed over (ITU-T T.81, annex B).
    private init?(jpeg bytes: [UInt8]) {
        var place = 2
        while let mark = Self.big(bytes, at: place, 1), let code = Self.big(bytes, at: place + 1, 1), mark == 0xFF {
            switch code {
            case 0xFF:
                place += 1
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
                guard let height = Self.big(bytes, at: place + 5, 2), let width = Self.big(bytes, at: place + 7, 2)
                else { return nil }
                self.init(width: width, height: height)
                return
            case 0x01, 0xD0...0xDA:
                // Nothing else stands alone there, and no picture may begin before its frame.
                return nil
            case _:
                guard let length = Self.big(bytes, at: place + 2, 2), length >= 2 else { return nil }
                place += 2 + length
            }
        }
        return nil
    }

    /// The first chunk tells the size in one of three ways (RFC 9649, sections 2.5 to 2.7; RFC 6386, section 9.1).
    private init?(webP bytes: [UInt8]) {
        switch Self.name(in: bytes, at: 12) {
        case "VP8 ":
            guard Self.big(bytes, at: 23, 3) == 0x9D012A, let width = Self.little(bytes, at: 26, 2),
                let height = Self.little(bytes, at: 28, 2)
            else { return nil }
            // The upper two bits say how much larger it is to be shown.
            self.init(width: width & 0x3FFF, height: height & 0x3FFF)
        case "VP8L":
            guard Self.big(bytes, at: 20, 1) == 0x2F, let packed = Self.little(bytes, at: 21, 4) else { return nil }
            self.init(width: packed & 0x3FFF + 1, height: packed >> 14 & 0x3FFF + 1)
        case "VP8X":
            guard let flags = Self.big(bytes, at: 20, 1), let width = Self.little(bytes, at: 24, 3),
                let height = Self.little(bytes, at: 27, 3)
            else { return nil }
            self.init(width: width + 1, height: height + 1, isMoving: flags & 0x02 != 0)
        case _:
            return nil
        }
    }

    private static func name(in bytes: [UInt8], at place: Int) -> String? {
        guard place + 4 <= bytes.count else { return nil }
        return String(decoding: bytes[place..<place + 4], as: UTF8.self)
    }

    private static func big(_ bytes: [UInt8], at place: Int, _ count: Int) -> Int? {
        guard place + count <= bytes.count else { return nil }
        return bytes[place..<place + count].reduce(0) { $0 << 8 | Int($1) }
    }

    private static func little(_ bytes: [UInt8], at place: Int, _ count: Int) -> Int? {
        guard place + count <= bytes.count else { return nil }
        return bytes[place..<place + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
