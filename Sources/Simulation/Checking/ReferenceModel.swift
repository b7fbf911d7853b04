import Checkout
import CheckoutEngine

/// What the engine's clients were promised: the plain model that every answer is held against.
///
/// It knows what was sent and what was shown, not what the engine did. Where several things may have happened (a reply
/// did not come, requests were under way together) it takes each of them, until a reply shows which it was; from then
/// on that must stay. Times are bounded by readings of the engine's clock.
struct ReferenceModel {
    let keptSeconds: Int64
    let baseURL: String

    var sessions: [SessionID: KnownSession] = [:]
    var orders: [String: KnownOrder] = [:]
    var keys: [UInt128: KnownKey] = [:]
    var walks: [Int: Walk] = [:]

    /// Requests that were not answered yet.
    private(set) var underWay: [Int: Request] = [:]

    /// Requests whose connections were cut: they may still be carried out, and will not be answered.
    private var lost: [Request] = []

    /// Keys that hold something else than they were last asked for.
    var probesInConflict: Set<UInt128> = []

    /// Counts what clients do and see.
    private(set) var moment = 0

    init(keptSeconds: Int64, baseURL: String) {
        self.keptSeconds = keptSeconds
        self.baseURL = baseURL
    }

    /// Notes a request before it is sent.
    mutating func send(_ request: Request, at seconds: Int64) {
        var request = request
        moment += 1
        request.sentAt = moment
        request.time = seconds...seconds
        underWay[request.number] = request
        if let claim = request.claim {
            switch request.kind {
            case .create, .change:
                let key = KnownKey(merchant: request.merchant, keyMode: request.keyMode, earliest: seconds)
                keys[claim.identity, default: key].attempts[request.number] = claim.fingerprint
            case .read, .page, .probe: break
            }
        }
        switch request.kind {
        case .create(let content):
            let reference = content.clientReferenceID ?? ""
            let order = KnownOrder(
                content: content,
                merchant: request.merchant,
                keyMode: request.keyMode,
                key: request.claim?.identity,
                earliest: seconds
            )
            orders[reference, default: order].attempts.insert(request.number)
        case .change(let id, let command):
            sessions[id]?.possibleEnds[request.number] = command == .cancel ? .canceled : .expired
        case .read, .page, .probe: break
        }
        notice(request, at: seconds)
    }

    /// Notes that the engine's clock shows something new: what is under way may be decided by it.
    mutating func see(_ seconds: Int64) {
        for (number, request) in underWay {
            underWay[number]?.see(seconds)
            notice(request, at: seconds)
        }
        for request in lost { notice(request, at: seconds) }
    }

    /// The connection of a request was cut; gives the request.
    mutating func lose(_ number: Int) -> Request? {
        guard let request = underWay.removeValue(forKey: number) else { return nil }
        lost.append(request)
        return request
    }

    /// Notes a time at which a request may be carried out, for what is judged by the earliest.
    private mutating func notice(_ request: Request, at seconds: Int64) {
        if let key = request.claim?.identity, let known = keys[key] {
            keys[key]?.earliest = min(known.earliest, seconds)
        }
        switch request.kind {
        case .create(let content):
            let reference = content.clientReferenceID ?? ""
            if let order = orders[reference] { orders[reference]?.earliest = min(order.earliest, seconds) }
        case .change(let id, _):
            if let session = sessions[id] { sessions[id]?.earliestEnd = min(session.earliestEnd, seconds) }
        case .read, .page, .probe: break
        }
    }

    /// Takes the answer to a request; throws for one that breaks a promise.
    mutating func receive(_ number: Int, _ answer: Answer, at seconds: Int64) throws {
        guard var request = underWay.removeValue(forKey: number) else {
            throw Violation("request \(number) was answered twice")
        }
        request.see(seconds)
        moment += 1
        switch answer {
        case .outcome(let outcome): try receive(outcome, to: request)
        case .page(let page): try receive(page, to: request)
        }
    }

    /// The process has ended: what is under way may have been done, and will not be answered.
    mutating func crash() {
        underWay = [:]
        lost = []
        walks = walks.filter { $0.value.isFinished }
    }

    private mutating func receive(_ outcome: Outcome, to request: Request) throws {
        switch outcome {
        case .done(let body): try receiveDone(body, to: request)
        case .replayed(let status, let body): try receiveReplay(status, body, to: request)
        case .keyReused: try receiveConflict(to: request)
        case .invalid: try receiveInvalid(to: request)
        case .notFound: try receiveNotFound(to: request)
        case .refused(let violation): try receiveRefusal(violation, to: request)
        case .subscriptionCanceled: throw Violation("request \(request.number) was about no subscription")
        case .unavailable: takeBack(request)
        }
    }

    private mutating func receiveDone(_ body: [UInt8], to request: Request) throws {
        switch request.kind {
        case .create:
            let id = try learn(body, from: request)
            guard sessions[id]?.original == body else { throw Violation("a new session is not open: \(text(body))") }
            try check(sessions[id], isMadeDuring: request)
            if let claim = request.claim { try learn(claim, 201, body, isFirst: true, from: request) }
        case .change(let id, let command):
            try show(id, body, to: request)
            guard let ended = sessions[id]?.ended, ended.status == (command == .cancel ? .canceled : .expired) else {
                throw Violation("\(command) did not do what it says: \(text(body))")
            }
            if let first = sessions[id]?.endedBy {
                throw Violation("requests \(first) and \(request.number) have both ended \(id.text)")
            }
            sessions[id]?.endedBy = request.number
            if let claim = request.claim { try learn(claim, 200, body, isFirst: true, from: request) }
        case .read(let id):
            try show(id, body, to: request)
        case .page, .probe:
            throw Violation("request \(request.number) cannot be done")
        }
    }

    /// A request that was told that nothing was done has done nothing.
    mutating func takeBack(_ request: Request) {
        takeBack(request.number, withKey: request.claim?.identity)
    }

    /// Forgets what a request may have done.
    mutating func takeBack(_ number: Int, withKey key: UInt128?) {
        if let key { keys[key]?.attempts[number] = nil }
        for reference in orders.keys { orders[reference]?.attempts.remove(number) }
        for id in sessions.keys { sessions[id]?.possibleEnds[number] = nil }
    }

    func text(_ body: [UInt8]) -> String {
        String(decoding: body, as: UTF8.self)
    }
}
