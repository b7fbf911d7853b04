/// How much memory, as operators write it: `80%` of what there is, `512MiB`, `4GiB`, or bare bytes.
struct MemorySize {
    /// The size in bytes.
    let bytes: Int

    /// The least that the service runs with.
    static let leastBytes = 64 << 20

    /// Reads a size; nil for anything else, and for less than 64 MiB or more than 100 %.
    init?(parsing text: String, of total: Int) {
        let units = [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40)]
        let bytes: Int?
        if text.hasSuffix("%") {
            bytes = Self.count(text.dropLast()).flatMap { (1...100).contains($0) ? total / 100 * $0 : nil }
        } else if let unit = units.first(where: { text.hasSuffix($0.0) }) {
            bytes = Self.count(text.dropLast(unit.0.count))
                .flatMap { count in
                    let (bytes, overflows) = count.multipliedReportingOverflow(by: unit.1)
                    return overflows ? nil : bytes
                }
        } else {
            bytes = Self.count(text[...])
        }
        guard let bytes, bytes >= Self.leastBytes else { return nil }
        self.bytes = bytes
    }

    private static func count(_ digits: Substring) -> Int? {
        digits.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(digits) : nil
    }
}
