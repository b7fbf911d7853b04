/// The active currency codes of ISO 4217 ("List one") as published on 2026-01-01.
///
/// Codes that the list marks as funds have minor units but are units of account between institutions: no wallet holds
/// them and no customer can pay in them, so they are refused like metals.
enum ISO4217 {
    /// What the list says of a code.
    enum Standing: Hashable {
        /// Money, with so many decimal digits in its minor unit.
        case money(exponent: Int)
        /// Listed, but not applicable to payments: metals, drawing rights, test and "no currency" codes.
        case withoutMinorUnit
        /// Listed and marked as a fund.
        case fund
        /// Not on the list.
        case notListed
    }

    /// The day on which this edition of the list was published.
    static let published = "2026-01-01"

    private static let exponentZero = """
        bif clp djf gnf isk jpy kmf krw pyg rwf ugx vnd vuv xaf xof xpf
        """

    private static let exponentTwo = """
        aed afn all amd aoa ars aud awg azn bam bbd bdt bmd bnd bob brl bsd btn bwp byn bzd cad cdf chf cny cop crc cup
        cve czk dkk dop dzd egp ern etb eur fjd fkp gbp gel ghs gip gmd gtq gyd hkd hnl htg huf idr ils inr irr jmd kes
        kgs khr kpw kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mru mur mvr mwk mxn myr mzn nad ngn nio nok
        npr nzd pab pen pgk php pkr pln qar ron rsd rub sar sbd scr sdg sek sgd shp sle sos srd ssp stn svc syp szl thb
        tjs tmt top try ttd twd tzs uah usd uyu uzs ved ves wst xad xcd xcg yer zar zmw zwg
        """

    private static let exponentThree = "bhd iqd jod kwd lyd omr tnd"

    private static let exponentFour = "uyw"

    private static let funds = "bov che chw clf cou mxv usn uyi"

    private static let noMinorUnit = "xag xau xba xbb xbc xbd xdr xpd xpt xsu xts xua xxx"

    private static let fundMark: UInt8 = 0x10
    private static let noMinorUnitMark: UInt8 = 0x11
    private static let notListedMark: UInt8 = 0xff

    /// One byte for each of the 26³ possible codes, so that a look-up is one load; built at first use.
    private static let table: [UInt8] = {
        var table = [UInt8](repeating: notListedMark, count: 26 * 26 * 26)
        let groups: [(codes: String, mark: UInt8)] = [
            (exponentZero, 0), (exponentTwo, 2), (exponentThree, 3), (exponentFour, 4),
            (funds, fundMark), (noMinorUnit, noMinorUnitMark),
        ]
        for group in groups {
            for code in group.codes.split(whereSeparator: \.isWhitespace) {
                let packed = code.utf8.reduce(0) { $0 << 8 | UInt32($1) }
                table[index(ofPacked: packed)] = group.mark
            }
        }
        return table
    }()

    /// Looks up three lower-case ASCII letters, first in the highest byte.
    static func standing(ofPacked packed: UInt32) -> Standing {
        switch table[index(ofPacked: packed)] {
        case fundMark: .fund
        case noMinorUnitMark: .withoutMinorUnit
        case notListedMark: .notListed
        case let exponent: .money(exponent: Int(exponent))
        }
    }

    /// All codes that are money, lower case, sorted; 26³ steps, for documentation and tests.
    static var moneyCodes: [String] {
        let letters = UInt32(UInt8(ascii: "a"))...UInt32(UInt8(ascii: "z"))
        return letters.flatMap { first in
            letters.flatMap { second in
                letters.compactMap { third in
                    let packed = first << 16 | second << 8 | third
                    guard case .money = standing(ofPacked: packed) else { return nil }
                    return String(decoding: [UInt8(first), UInt8(second), UInt8(third)], as: UTF8.self)
                }
            }
        }
    }

    private static func index(ofPacked packed: UInt32) -> Int {
        let first = Int(packed >> 16 & 0xff) - 0x61
        let second = Int(packed >> 8 & 0xff) - 0x61
        let third = Int(packed & 0xff) - 0x61
        return (first * 26 + second) * 26 + third
    }
}
