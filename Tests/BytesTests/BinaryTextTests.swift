import Bytes
import Foundation
import TestTools
import Testing

/// Hexadecimal digits and the two alphabets of base 64.
@Suite struct BinaryTextTests {
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func `has the values of RFC 4648`(text: String, encoded: String) {
        let bytes = Array(text.utf8)
        let unpadded = encoded.filter { $0 != "=" }
        #expect(Base64.encode(bytes) == encoded)
        #expect(Base64.decode(encoded) == bytes)
        #expect(Base64URL.encode(bytes) == unpadded)
        #expect(Base64URL.decode(unpadded) == bytes)
    }

    @Test func `the alphabets differ in two characters`() {
        #expect(Base64.encode([0xFB, 0xFF, 0xFE]) == "+//+")
        #expect(Base64URL.encode([0xFB, 0xFF, 0xFE]) == "-__-")
        #expect(Base64.decode("-__-") == nil)
        #expect(Base64URL.decode("+//+") == nil)
    }

    @Test(arguments: [
        "Zg", "Zg=", "Zg===", "Zm8", "=", "==", "====", "Z===", "Zh==", "Zm9=", "Zm9v\n", " Zm9v", "Zm9v====", "Zm=v",
        "Z=g=",
        "Zm9é", "A", "AAAAA",
    ])
    func `base 64 takes nothing but what it would have written`(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test(arguments: ["Z", "Zg==", "Zh", "Zm9", "Zm8=", "Zm9v ", "AAAAA", "Zé"])
    func `base 64 for URLs takes nothing but what it would have written`(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }

    @Test func `agrees with Foundation`() {
        var generator = SplitMix64(seed: 4)
        for count in 0..<200 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let encoded = Data(bytes).base64EncodedString()
            #expect(Base64.encode(bytes) == encoded)
            #expect(Base64.decode(encoded) == bytes)
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
            #expect(Hex.decode(Hex.encode(bytes)) == bytes)
        }
    }

    @Test func `writes hexadecimal in lower case and reads either`() {
        #expect(Hex.encode([0x00, 0x1F, 0xAB, 0xFF]) == "001fabff")
        #expect(Hex.decode("001FabFf") == [0x00, 0x1F, 0xAB, 0xFF])
        var digits = Array("x".utf8)
        Hex.append([0xDE, 0xAD], to: &digits)
        Hex.append(0x0A, to: &digits)
        #expect(String(decoding: digits, as: UTF8.self) == "xdead0a")
    }

    @Test(arguments: ["0", "abc", "0g", "0x10", " 00", "0 ", "é", "//", "::", "@@", "GG", "``"])
    func `refuses what is no hexadecimal`(text: String) {
        #expect(Hex.decode(text) == nil)
    }

    @Test(
        arguments: [
            (0, "0"), (9, "9"), (10, "10"), (12345, "12345"), (UInt64.max, "18446744073709551615"),
        ] as [(UInt64, String)]
    )
    func `spells numbers in decimal`(value: UInt64, spelling: String) {
        var bytes: [UInt8] = []
        DecimalDigits.append(value, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == spelling)
    }

    @Test func `spells the numbers around each power of ten`() {
        var power: UInt64 = 1
        while true {
            for value in [power - 1, power, power + 1] {
                var bytes: [UInt8] = []
                DecimalDigits.append(value, to: &bytes)
                #expect(String(decoding: bytes, as: UTF8.self) == String(value))
                guard let signed = Int64(exactly: value) else { continue }
                bytes = [UInt8(ascii: "x")]
                DecimalDigits.append(-signed, to: &bytes)
                #expect(String(decoding: bytes, as: UTF8.self) == "x\(-signed)")
            }
            let (next, isTooBig) = power.multipliedReportingOverflow(by: 10)
            guard !isTooBig else { return }
            power = next
        }
    }
}
