import Bytes
import Foundation
import TestTools
import Testing

/// Our reader beside Foundation's, on texts that were good before they were mutated.
@Suite struct JSONDifferentialTests {
    private static let pieces = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0041", "\\ud83d", "\\ude00", "\\n", "0", "1", "-", ".", "e", "+",
        " ",
        "\n", "null", "true", "false", "\"a\"", "\"a\":", "é", "😀", "\u{0}", "\u{1F}", "\u{7F}",
    ]
    .map { Array($0.utf8) }

    @Test(arguments: 0..<16 as Range<UInt64>)
    func `agrees with Foundation where both accept`(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        var accepted = 0
        for round in 0..<1500 {
            let bytes = Self.mutated(using: &generator)
            guard let document = try? JSONDocument(parsing: bytes) else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            // Foundation refuses numbers that no Double holds; it must take all else that we take.
            guard let value = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed) else {
                #expect(text.contains { $0 == "e" || $0 == "E" }, "seed \(seed), round \(round): \(text)")
                continue
            }
            accepted += 1
            let isSame = Self.isSame(document, document.root, value)
            #expect(isSame, "seed \(seed), round \(round): \(text)")
            let canonical = try JSONCanonicalTests.canonical(bytes)
            #expect(try JSONCanonicalTests.canonical(canonical) == canonical, "seed \(seed), round \(round): \(text)")
        }
        #expect(accepted > 100, "seed \(seed): the corpus has texts that both accept")
    }

    /// A good text with up to three bytes changed, removed, doubled or put in.
    private static func mutated(using generator: inout SplitMix64) -> [UInt8] {
        var bytes = Array((SampleTexts.seeds.randomElement(using: &generator) ?? "").utf8)
        for _ in 0..<Int.random(in: 0...3, using: &generator) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.remove(at: place)
            case 2: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 3: bytes.insert(contentsOf: pieces.randomElement(using: &generator) ?? [], at: place)
            default:
                let end = Int.random(in: place...min(place + 8, bytes.count), using: &generator)
                bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
            }
        }
        return bytes
    }

    private static func isSame(_ document: JSONDocument, _ node: JSONNode, _ value: Any) -> Bool {
        switch document.kind(of: node) {
        case .object:
            guard let members = value as? [String: Any], members.count == document.count(of: node) else { return false }
            return document.members(of: node)
                .allSatisfy { member in
                    guard let other = members[document.string(member.name)] else { return false }
                    return isSame(document, member.value, other)
                }
        case .array:
            guard let elements = value as? [Any], elements.count == document.count(of: node) else { return false }
            return zip(document.elements(of: node), elements).allSatisfy { isSame(document, $0, $1) }
        case .string:
            guard let text = value as? String else { return false }
            return document.string(node).utf8.elementsEqual(text.utf8)
        case .number:
            guard let number = value as? NSNumber else { return false }
            if let integer = document.integer(node), number.int64Value != integer { return false }
            guard let exact = Double(document.spelling(of: node)) else { return false }
            // Foundation goes by way of a Decimal, and so misses the nearest Double at times by its last places.
            return abs(exact - number.doubleValue) <= 4 * exact.ulp
        case .true: return value as? Bool == true
        case .false: return value as? Bool == false
        case .null: return value is NSNull
        }
    }
}
