/// Times as `2026-06-15T00:00:00Z` (RFC 3339 section 5.6, always UTC and whole seconds) and back.
///
/// Days are counted in the proleptic Gregorian calendar. A year is taken to begin in March, so that the leap day is its
/// last and the lengths of the months before it follow one formula; an era is 400 such years, or 146,097 days.
package enum RFC3339 {
    /// The seconds since 1970-01-01T00:00:00Z that have a spelling: the years 0000 to 9999.
    package static let range: ClosedRange<Int64> = -62_167_219_200...253_402_300_799

    private static let secondsPerDay: Int64 = 86_400
    private static let daysPerEra: Int64 = 146_097

    /// The days from 0000-03-01, where eras begin, to 1970-01-01.
    private static let daysBeforeEpoch: Int64 = 719_468

    /// The length of the spelling in bytes.
    private static let length = 20

    /// Appends the spelling of a time.
    ///
    /// Precondition: the time is in `range`.
    package static func append(secondsSinceEpoch seconds: Int64, to bytes: inout [UInt8]) {
        bytes.append(atMost: length) { append(secondsSinceEpoch: seconds, to: &$0) }
    }

    /// Writes the spelling of a time.
    ///
    /// Precondition: the time is in `range`.
    package static func append(secondsSinceEpoch seconds: Int64, to room: inout ByteRoom) {
        precondition(range.contains(seconds), "a time lies in the years 0000 to 9999")
        let sinceStart = UInt64(truncatingIfNeeded: seconds &- range.lowerBound)
        let (days, rest) = sinceStart.quotientAndRemainder(dividingBy: UInt64(secondsPerDay))
        let (year, month, day) = date(daysFromStart: UInt32(truncatingIfNeeded: days))
        let second = UInt32(truncatingIfNeeded: rest)
        // Safe because each of the 20 bytes is written.
        let text = room.place(for: length)
        write(year / 100, at: 0, to: text)
        write(year % 100, at: 2, to: text)
        text[4] = UInt8(ascii: "-")
        write(month, at: 5, to: text)
        text[7] = UInt8(ascii: "-")
        write(day, at: 8, to: text)
        text[10] = UInt8(ascii: "T")
        write(second / 3600, at: 11, to: text)
        text[13] = UInt8(ascii: ":")
        write(second / 60 % 60, at: 14, to: text)
        text[16] = UInt8(ascii: ":")
        write(second % 60, at: 17, to: text)
        text[19] = UInt8(ascii: "Z")
    }

    /// The spelling of a time.
    ///
    /// Precondition: the time is in `range`.
    package static func string(secondsSinceEpoch seconds: Int64) -> String {
        var bytes: [UInt8] = []
        append(secondsSinceEpoch: seconds, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The seconds since 1970-01-01T00:00:00Z that a spelling names, a fraction of a second dropped.
    ///
    /// The zone must be `Z` and letters upper case; nil for anything else, days that the month has not got, and the
    /// leap second `:60`, which has no number here.
    package static func parse(_ text: String) -> Int64? {
        var text = text
        // Safe because the bytes are only read, and only inside the call.
        return text.withUTF8 { parse($0) }
    }

    /// The same of a spelling that is given as bytes.
    package static func parse(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        guard text.count >= length, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            text[10] == UInt8(ascii: "T"), text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
            let century = number(at: 0, of: text), let yearOfCentury = number(at: 2, of: text),
            let month = number(at: 5, of: text), let day = number(at: 8, of: text),
            let hour = number(at: 11, of: text), let minute = number(at: 14, of: text),
            let second = number(at: 17, of: text), isEnd(of: text)
        else { return nil }
        let year = century * 100 + yearOfCentury
        guard month >= 1, month <= 12, day >= 1, day <= days(inMonth: month, of: year),
            hour <= 23, minute <= 59, second <= 59
        else { return nil }
        return days(year: year, month: month, day: day) * secondsPerDay + hour * 3600 + minute * 60 + second
    }

    /// True if the text ends with `Z` behind the seconds or behind a fraction of at least one digit.
    private static func isEnd(of text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text[text.count - 1] == UInt8(ascii: "Z") else { return false }
        guard text.count > length else { return true }
        let fraction = text[length..<text.count - 1]
        return text[length - 1] == UInt8(ascii: ".") && !fraction.isEmpty
            && fraction.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
    }

    @inline(__always)
    private static func date(daysFromStart days: UInt32) -> (year: UInt32, month: UInt32, day: UInt32) {
        let daysPerEra = UInt32(daysPerEra)
        // An era too many is counted, so that no number is below zero: January and February come before the first.
        let shifted = days &+ daysPerEra &- 60
        let era = shifted / daysPerEra
        let dayOfEra = shifted &- era &* daysPerEra
        // Take away the leap days before this one, and every year has 365 days.
        let yearOfEra = (dayOfEra &- dayOfEra / 1460 &+ dayOfEra / 36_524 &- dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra &- (365 &* yearOfEra &+ yearOfEra / 4 &- yearOfEra / 100)
        let monthFromMarch = (5 &* dayOfYear &+ 2) / 153
        let day = dayOfYear &- (153 &* monthFromMarch &+ 2) / 5 &+ 1
        let month = monthFromMarch < 10 ? monthFromMarch &+ 3 : monthFromMarch &- 9
        let year = yearOfEra &+ era &* 400 &- 400 &+ (month <= 2 ? 1 : 0)
        return (year, month, day)
    }

    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let monthFromMarch = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * daysPerEra + dayOfEra - daysBeforeEpoch
    }

    private static func days(inMonth month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    /// Writes two digits.
    @inline(__always)
    private static func write(_ value: UInt32, at position: Int, to text: UnsafeMutablePointer<UInt8>) {
        text[position] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value / 10)
        text[position + 1] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value % 10)
    }

    /// The two digits at `position`.
    private static func number(at position: Int, of text: UnsafeBufferPointer<UInt8>) -> Int64? {
        let tens = text[position] &- UInt8(ascii: "0")
        let ones = text[position + 1] &- UInt8(ascii: "0")
        return tens < 10 && ones < 10 ? Int64(tens) * 10 + Int64(ones) : nil
    }
}
