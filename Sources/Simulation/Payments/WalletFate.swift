/// What becomes of a call to a wallet.
enum WalletFate: Sendable, CustomStringConvertible {
    /// It is done and answered, after so many seconds in all.
    case slow(seconds: Int64)
    /// It is never sent.
    case unreachable
    /// It is done, and its answer gets lost; noticed at once, or after ten seconds.
    case unanswered(isNoticed: Bool)
    /// It is given up after ten seconds, and is done so many seconds after it was sent all the same.
    case late(seconds: Int64)
    /// It is not done, and answered with a status, perhaps with a time to wait.
    case refused(status: Int, retryAfter: Int?)
    /// It is done, and answered with a status all the same.
    case denied(status: Int)

    /// A client gives up after this.
    static let patience = Duration.seconds(10)

    /// A fate by a seed.
    init(using random: inout SeededGenerator) {
        switch Int.random(in: 0..<16, using: &random) {
        case 0...3: self = .slow(seconds: .random(in: 1...9, using: &random))
        case 4, 5: self = .unreachable
        case 6, 7: self = .unanswered(isNoticed: Bool.random(using: &random))
        case 8, 9: self = .late(seconds: .random(in: 10...28, using: &random))
        case 10, 11: self = .refused(status: [500, 502, 503].randomElement(using: &random) ?? 503, retryAfter: nil)
        case 12: self = .refused(status: 429, retryAfter: [nil, 1, 30, 3600].randomElement(using: &random) ?? nil)
        case 13: self = .refused(status: [400, 401, 403, 404].randomElement(using: &random) ?? 403, retryAfter: nil)
        case 14: self = .denied(status: [500, 503, 429].randomElement(using: &random) ?? 500)
        case _: self = .denied(status: [400, 403, 404].randomElement(using: &random) ?? 403)
        }
    }

    var description: String {
        switch self {
        case .slow(let seconds): "slow by \(seconds) s"
        case .unreachable: "unreachable"
        case .unanswered: "unanswered"
        case .late(let seconds): "late by \(seconds) s"
        case .refused(let status, _): "refused with \(status)"
        case .denied(let status): "done, and refused with \(status)"
        }
    }

    /// Whether a wallet that is told so may hold to it for ever.
    var isFinal: Bool {
        switch self {
        case .refused(let status, _), .denied(let status): (400..<500).contains(status) && status != 429
        case .slow, .unreachable, .unanswered, .late: false
        }
    }
}
