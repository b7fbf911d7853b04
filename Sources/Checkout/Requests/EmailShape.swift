/// Whether a text is shaped like an email address.
///
/// Only the shape: one `@` between two non-empty parts, no white space, no control characters. Whether mail arrives
/// cannot be told from the text, and stricter patterns refuse addresses that work.
package enum EmailShape {
    /// Checks length, U+0000 and shape; `nil` means the address is fine.
    package static func check(_ text: String) -> RuleViolation? {
        if let problem = TextProblem.find(in: text, characters: 1...Limits.emailCharacters) { return .text(problem) }
        var ats = 0
        var localIsEmpty = true
        var domainIsEmpty = true
        for scalar in text.unicodeScalars {
            if scalar == "@" {
                ats += 1
            } else if isForbidden(scalar) {
                return .emailMalformed
            } else if ats == 0 {
                localIsEmpty = false
            } else {
                domainIsEmpty = false
            }
        }
        return ats == 1 && !localIsEmpty && !domainIsEmpty ? nil : .emailMalformed
    }
    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        // The Unicode tables cost far more than the comparison that does for ASCII.
        if scalar.isASCII { return scalar.value <= 0x20 || scalar.value == 0x7f }
        return scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
    }
}
