import Synchronization

/// The pages that hear of news now, so that the server can end without waiting for them.
final class LiveStreams: Sendable {
    /// All of them, and how many ever began.
    private struct State {
        var streams: [UInt64: LiveStream] = [:]
        var begun: UInt64 = 0
        var isOver = false
    }

    private let state = Mutex(State())

    /// Takes a page in, and gives the number by which it leaves; nil once everything ends.
    func add(_ stream: LiveStream) -> UInt64? {
        state.withLock { state in
            guard !state.isOver else { return nil }
            state.begun += 1
            state.streams[state.begun] = stream
            return state.begun
        }
    }

    /// Forgets a page.
    func remove(_ number: UInt64) {
        state.withLock { $0.streams[number] = nil }
    }

    /// How many there are.
    var count: Int { state.withLock { $0.streams.count } }

    /// Ends all, and takes no more.
    func endAll() {
        let streams = state.withLock { state in
            defer { state.streams = [:] }
            state.isOver = true
            return state.streams.values
        }
        for stream in streams { stream.end(telling: false) }
    }
}
