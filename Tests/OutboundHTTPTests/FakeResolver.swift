import OutboundHTTP
import Synchronization

/// A resolver that answers a name's look-ups one after the other, the last answer again and again.
final class FakeResolver: HostResolver {
    private let answers: Mutex<[String: [[IPAddress]]]>
    private let asked = Mutex<[String]>([])
    private let isDown = Mutex(false)

    init(inTurn answers: [String: [[IPAddress]]]) {
        self.answers = Mutex(answers)
    }

    convenience init(_ answers: [String: [IPAddress]]) {
        self.init(inTurn: answers.mapValues { [$0] })
    }

    var names: [String] { asked.withLock(\.self) }
    var isShutDown: Bool { isDown.withLock(\.self) }

    func addresses(of name: String) async throws(OutboundProblem) -> [IPAddress] {
        asked.withLock { $0.append(name) }
        let answer = answers.withLock { answers -> [IPAddress]? in
            guard let all = answers[name], let first = all.first else { return nil }
            if all.count > 1 { answers[name] = Array(all.dropFirst()) }
            return first
        }
        guard let answer else { throw .nameNotFound }
        return answer
    }

    func shutdown() {
        isDown.withLock { $0 = true }
    }
}
