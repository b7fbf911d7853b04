import Checkout

extension Timestamp {
    /// Reads an RFC 3339 time that ends in `Z` or in an offset such as `+02:00`.
    init?(parsingInAnyZone text: String) {
        if let moment = Timestamp(parsing: text) {
            self = moment
            return
        }
        let offset = Array(text.utf8.suffix(6))
        guard offset.count == 6, offset[3] == UInt8(ascii: ":"),
            let hours = Int64(String(decoding: offset[1...2], as: UTF8.self)),
            let minutes = Int64(String(decoding: offset[4...5], as: UTF8.self)),
            0...23 ~= hours, 0...59 ~= minutes,
            offset[0] == UInt8(ascii: "+") || offset[0] == UInt8(ascii: "-"),
            let local = Timestamp(parsing: text.dropLast(6) + "Z")
        else { return nil }
        let seconds = hours * 3600 + minutes * 60
        self = offset[0] == UInt8(ascii: "+") ? local - seconds : local + seconds
    }
}
