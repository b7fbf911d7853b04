import DequeModule

/// Asks the questions of one worker, and judges the replies.
struct Workload {
    /// What is asked from now on.
    var scenario = Scenario.create

    /// Sessions that were created and may be asked for.
    private(set) var sessions: SessionPool

    private var random: SplitMix64
    private var nextNumber: UInt64 = 0
    private var createdSinceReplay = 0
    private var replays: Deque<Question> = []

    /// Begins with the sessions given; the seed decides which are asked for.
    init(sessions: SessionPool, seed: UInt64) {
        self.sessions = sessions
        random = SplitMix64(seed: seed)
    }

    /// The next question; a create where there is no session to ask for.
    mutating func next() -> Question {
        if let replay = replays.popFirst() { return replay }
        let operation = scenario.operation(at: random.below(100))
        switch operation {
        case .create, .replay: return isFullForSoak ? expire() : create()
        case .read:
            guard let session = sessions.one(using: &random) else { return create() }
            return Question(operation: .read, session: session)
        case .list: return Question(operation: .list)
        case .expire: return expire()
        }
    }

    /// Whether a soak has as many sessions as it began with, and one is to go.
    private var isFullForSoak: Bool {
        scenario == .soak && sessions.count >= Scenario.soak.sessionsNeeded
    }

    private mutating func expire() -> Question {
        guard let session = sessions.take(using: &random) else { return create() }
        return Question(operation: .expire, session: session)
    }

    /// Judges a reply, and remembers what later questions are about.
    mutating func judge(_ response: Response, _ body: UnsafeRawBufferPointer, to question: Question) -> Verdict {
        guard response.status == question.operation.expectedStatus else {
            return .unexpectedStatus(response.status)
        }
        let isRight =
            switch question.operation {
            case .create: acceptCreate(response, body, question)
            case .replay: response.isReplay && body.elementsEqual(question.firstBody)
            case .read, .expire: SessionReference(sessionBody: body) == question.session
            case .list: Self.isList(body)
            }
        return isRight ? .right : .wrongContent
    }

    private mutating func create() -> Question {
        nextNumber += 1
        return Question(operation: .create, number: nextNumber)
    }

    private mutating func acceptCreate(
        _ response: Response,
        _ body: UnsafeRawBufferPointer,
        _ question: Question
    ) -> Bool {
        guard !response.isReplay, let session = SessionReference(sessionBody: body) else { return false }
        sessions.add(session, using: &random)
        if scenario == .createRetries { considerReplay(of: question, body) }
        return true
    }

    /// Has every ninth create sent once more, so that a tenth of all requests are replays.
    private mutating func considerReplay(of question: Question, _ body: UnsafeRawBufferPointer) {
        createdSinceReplay += 1
        guard createdSinceReplay == Limits.createsPerReplay else { return }
        createdSinceReplay = 0
        replays.append(Question(operation: .replay, number: question.number, firstBody: Array(body)))
    }

    private static func isList(_ body: UnsafeRawBufferPointer) -> Bool {
        let opening: StaticString = #"{"object":"list""#
        guard body.count >= opening.utf8CodeUnitCount else { return false }
        for index in 0..<opening.utf8CodeUnitCount where body[index] != opening.utf8Start[index] { return false }
        return true
    }
}
