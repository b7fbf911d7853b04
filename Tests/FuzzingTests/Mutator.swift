import Simulation

/// Makes inputs of kept ones by small damage, the same for the same seed.
struct Mutator {
    /// Longer ones make nothing happen that shorter ones do not, and take time.
    private static let mostBytes = 8192

    private static let pieces = [
        "\r\n", "\r\n\r\n", "\n", "\0", " ", "\t", "+", "-", "%", "%7", "%7B", "&", "=", "\"", "\\", "\\u", "\\ud83d",
        "{",
        "}", "[", "]", ",", ":", "://", "@", "/", ".", "0", "1e400", "-0", "99999999999999999999", "true", "null",
        "chunked", "Content-Length: 3\r\n", "Transfer-Encoding: chunked\r\n", "Host: b\r\n", "\u{FF}", "é", "😀",
        "\"type\":", "\"entity\":", "sessions_left", "cs_00", "mer_00",
    ]
    .map { Array($0.utf8) }

    private let corpus: [[UInt8]]
    private var random: SeededGenerator

    init(corpus: [[UInt8]], seed: UInt64) {
        self.corpus = corpus
        random = SeededGenerator(seed: seed)
    }

    /// The next input.
    mutating func next() -> [UInt8] {
        var bytes = any(corpus)
        for _ in 0..<Int.random(in: 1...4, using: &random) { damage(&bytes) }
        return Array(bytes.prefix(Self.mostBytes))
    }

    private mutating func damage(_ bytes: inout [UInt8]) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        let end = min(bytes.count, place + Int.random(in: 1...16, using: &random))
        switch Int.random(in: 0..<7, using: &random) {
        case 0 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2: bytes.removeSubrange(place..<end)
        case 3: bytes.insert(contentsOf: Array(bytes[place..<end]), at: Int.random(in: 0...bytes.count, using: &random))
        case 4: bytes.insert(contentsOf: any(Self.pieces), at: place)
        case 5: bytes.replaceSubrange(place..<end, with: any(Self.pieces))
        case _: bytes.replaceSubrange(place..., with: any(corpus).dropFirst(place))
        }
    }

    private mutating func any(_ choices: [[UInt8]]) -> [UInt8] {
        choices.randomElement(using: &random) ?? []
    }
}
