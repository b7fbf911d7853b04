/// A span of time as operators write it: `90d`, `24h`, `15m`, `60s`, or bare seconds.
struct TimeSpan {
    /// The span in seconds.
    let seconds: Int64

    /// Reads a span; nil for anything else, and for more than a hundred years.
    init?(parsing text: String) {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        let unit = text.last.flatMap { units[$0] }
        let digits = unit == nil ? Substring(text) : text.dropLast()
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int64(digits) else {
            return nil
        }
        let (seconds, overflows) = count.multipliedReportingOverflow(by: unit ?? 1)
        guard !overflows, seconds <= 100 * 366 * 86_400 else {
            return nil
        }
        self.seconds = seconds
    }
}
