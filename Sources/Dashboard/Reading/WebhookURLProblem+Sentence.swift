import OutboundHTTP
import Webhooks

extension WebhookURLProblem {
    /// Why events are not sent there, in words for people.
    var sentence: String {
        let rule = "It is an https URL with a public host name."
        return switch self {
        case .malformed: "This is no webhook URL. \(rule)"
        case .unreachable(let problem): "Nothing can be sent there: \(problem.text). \(rule)"
        }
    }
}
