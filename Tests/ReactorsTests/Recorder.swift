import Synchronization

/// Values that several threads leave for a test.
final class Recorder<Value: Sendable>: Sendable {
    private let state = Mutex<[Value]>([])

    var values: [Value] { state.withLock { $0 } }

    func record(_ value: Value) {
        state.withLock { $0.append(value) }
    }
}
