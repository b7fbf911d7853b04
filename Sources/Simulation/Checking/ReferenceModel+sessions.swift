import Bytes
import Checkout
import CheckoutEngine

/// Sessions: what a body may show.
extension ReferenceModel {
    /// Takes in a body of a session that need not be known yet; gives its identifier.
    mutating func learn(_ body: [UInt8], from request: Request) throws -> SessionID {
        guard let document = try? JSONDocument(parsing: body), let id = Self.identifier(in: document),
            let reference = Self.string("client_reference_id", in: document),
            let createdAt = Self.string("created_at", in: document).flatMap(Timestamp.init(parsing:))
        else {
            throw Violation("a body is no session: \(text(body))")
        }
        if sessions[id] == nil { try meet(id, reference, createdAt, request) }
        try show(id, body, to: request)
        return id
    }

    /// Checks a body of a session that is known, and keeps what it shows.
    mutating func show(_ id: SessionID, _ body: [UInt8], to request: Request) throws {
        guard let session = sessions[id] else { throw Violation("\(id.text) was never heard of") }
        guard session.merchant == request.merchant, session.keyMode == request.keyMode else {
            throw Violation("\(id.text) was shown to somebody else")
        }
        guard let status = session.status(shownBy: body) else {
            throw Violation("\(id.text) is not what it was: \(text(body)), made as \(text(session.original))")
        }
        if let goneAt = session.goneAt, goneAt < request.sentAt { throw Violation("\(id.text) was gone, and is back") }
        sessions[id]?.shown = status
        if !status.isFinal {
            if let ended = session.ended, ended.seenAt < request.sentAt {
                throw Violation("\(id.text) was \(ended.status), and is \(status) again")
            }
            // An approval that was claimed is never cut short by time.
            if session.deadline <= request.time.lowerBound, status.isStoppable {
                throw Violation("\(id.text) is \(status) after its time")
            }
        } else {
            try end(id, as: status, seenBy: request)
        }
    }

    /// Checks that a session may have ended so, and keeps it.
    mutating func end(_ id: SessionID, as status: SessionStatus, seenBy request: Request) throws {
        guard let session = sessions[id] else { throw Violation("\(id.text) was never heard of") }
        if let ended = session.ended {
            guard ended.status == status else {
                throw Violation("\(id.text) was \(ended.status), and is \(status) now")
            }
            return
        }
        let isByTime = status == .expired && session.deadline <= request.time.upperBound
        let isByPayment = session.isPaying && status == .completed
        guard isByTime || isByPayment || session.possibleEnds.values.contains(status) else {
            throw Violation("\(id.text) is \(status), and nobody has asked for that")
        }
        sessions[id]?.ended = (status, moment)
    }

    /// Nobody finds a session: it has left, or it is somebody else's.
    mutating func receiveNotFound(to request: Request) throws {
        takeBack(request)
        let id: SessionID
        switch request.kind {
        case .change(let session, _), .read(let session): id = session
        case .create, .page, .probe: throw Violation("request \(request.number) looks for nothing")
        }
        guard let session = sessions[id], session.merchant == request.merchant, session.keyMode == request.keyMode
        else {
            return
        }
        guard session.mayBeGone(by: request.time.upperBound, keptSeconds: keptSeconds) else {
            throw Violation("\(id.text) is lost")
        }
        sessions[id]?.goneAt = session.goneAt ?? moment
    }

    /// Somebody takes a step of a session's payment, which may be its end.
    mutating func pay(_ id: SessionID, at seconds: Int64) {
        guard let session = sessions[id] else { return }
        sessions[id]?.isPaying = true
        sessions[id]?.earliestEnd = min(session.earliestEnd, seconds)
    }

    /// A change is refused: the session has ended, or an approval was claimed.
    mutating func receiveRefusal(_ violation: SessionRuleViolation, to request: Request) throws {
        takeBack(request)
        guard case .change(let id, _) = request.kind, case .notAllowed(let status) = violation else {
            throw Violation("request \(request.number) was refused: \(violation)")
        }
        if status == .processing, sessions[id]?.isPaying ?? false { return }
        guard status.isFinal else { throw Violation("request \(request.number) was refused in \(status)") }
        try end(id, as: status, seenBy: request)
    }

    /// Takes in a session that was never shown before: somebody must have asked for it.
    private mutating func meet(
        _ id: SessionID,
        _ reference: String,
        _ createdAt: Timestamp,
        _ request: Request
    ) throws {
        guard let order = orders[reference], !order.attempts.isEmpty else {
            throw Violation("\(id.text) for \(reference) was made by nobody")
        }
        let latest = request.time.upperBound
        let mayRepeat = order.key != nil && order.earliest + Limits.idempotencySeconds <= latest
        if let first = order.sessions.first, !mayRepeat {
            throw Violation("\(reference) was made twice: \(first.text) and \(id.text)")
        }
        guard order.earliest <= createdAt.secondsSinceEpoch, createdAt.secondsSinceEpoch <= latest else {
            throw Violation("\(id.text) was made at an impossible time, \(createdAt.text)")
        }
        let original = SessionRendering.render(
            order.content,
            id: id,
            keyMode: order.keyMode,
            baseURL: baseURL,
            createdAt: createdAt
        )
        let deadline = createdAt.secondsSinceEpoch + order.content.lifetimeSeconds
        orders[reference]?.sessions.append(id)
        sessions[id] = KnownSession(
            id: id,
            merchant: order.merchant,
            keyMode: order.keyMode,
            reference: reference,
            original: original,
            deadline: deadline,
            earliestEnd: deadline
        )
    }

    func check(_ session: KnownSession?, isMadeDuring request: Request) throws {
        guard let session, case .create(let content) = request.kind else { return }
        guard request.time.contains(session.deadline - content.lifetimeSeconds) else {
            throw Violation("\(session.id.text) was not made by request \(request.number)")
        }
    }

    private static func identifier(in document: JSONDocument) -> SessionID? {
        string("id", in: document).flatMap { SessionID(parsing: $0.utf8) }
    }

    private static func string(_ name: StaticString, in document: JSONDocument) -> String? {
        document.member(name, of: document.root)
            .flatMap { node in
                document.kind(of: node) == .string ? document.string(node) : nil
            }
    }
}
