import TestTools

/// A random JSON value, and one of the many texts that mean it.
indirect enum JSONSample {
    case scalar(String)
    case text(String)
    case array([JSONSample])
    case object([(name: String, value: JSONSample)])

    static func random(depth: Int, using generator: inout SplitMix64) -> JSONSample {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 4), using: &generator) {
        case 0: return .scalar(["true", "false", "null"].randomElement(using: &generator) ?? "null")
        case 1: return .scalar("\(Int64.random(in: .min ... .max, using: &generator))")
        case 2, 3: return .text(generator.text(upTo: 12))
        case 4, 5:
            return .array(
                (0..<Int.random(in: 0...5, using: &generator)).map { _ in random(depth: depth - 1, using: &generator) }
            )
        default:
            var names: Set<[UInt8]> = []
            for _ in 0..<Int.random(in: 0...30, using: &generator) {
                names.insert(Array(generator.text(upTo: 6).utf8))
            }
            return .object(
                names.sorted { $0.lexicographicallyPrecedes($1) }
                    .map { name in
                        (String(decoding: name, as: UTF8.self), random(depth: depth - 2, using: &generator))
                    }
            )
        }
    }

    /// A text for the value, with its own order of members, white space and escapes.
    func spelled(using generator: inout SplitMix64) -> String {
        func space() -> String {
            ["", "", " ", "\n\t", "\r\n  "].randomElement(using: &generator) ?? ""
        }
        switch self {
        case .scalar(let spelling): return space() + spelling + space()
        case .text(let text): return space() + Self.quoted(text, using: &generator) + space()
        case .array(let elements):
            let parts = elements.map { $0.spelled(using: &generator) }
            return space() + "[" + (parts.isEmpty ? space() : parts.joined(separator: ",")) + "]" + space()
        case .object(let members):
            let parts = members.shuffled(using: &generator)
                .map { member in
                    space() + Self.quoted(member.name, using: &generator) + space() + ":"
                        + member.value.spelled(using: &generator)
                }
            return space() + "{" + (parts.isEmpty ? space() : parts.joined(separator: ",")) + "}" + space()
        }
    }

    private static func quoted(_ text: String, using generator: inout SplitMix64) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            let mustEscape = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
            guard mustEscape || Int.random(in: 0..<4, using: &generator) == 0 else {
                quoted.unicodeScalars.append(scalar)
                continue
            }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16, uppercase: Bool.random(using: &generator))
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return quoted + "\""
    }
}
