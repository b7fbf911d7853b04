import OpenPayments
import OutboundHTTP

/// What gave a hostile wallet away.
enum Trouble: Sendable {
    /// It names a URL where nobody goes.
    case url
    /// It is longer than documents are.
    case length
    /// It is no success.
    case status
    /// Its document is another wallet's, which cannot be read.
    case document
    /// It names another server's URL as its own.
    case origin
    /// Something else.
    case other

    init(_ problem: OpenPaymentsProblem) {
        self =
            switch problem {
            case .unusable(.urlRefused), .notSent(.destinationRefused): .url
            case .unusable(.tooLong): .length
            case .refused(let refusal) where (300...399).contains(refusal.status): .status
            case .unusable(.foreignOrigin): .origin
            case .unusable(.anotherWalletAddress), .notSent(.unreachable): .document
            case .refused, .unusable, .unanswered: .other
            }
    }
}
