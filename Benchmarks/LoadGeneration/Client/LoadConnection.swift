import Reactors

/// One connection to the service, with at most one request under way.
// Safe because everything that changes is touched on the worker's reactor alone.
final class LoadConnection: ReadinessHandler, @unchecked Sendable {
    /// What it waits for.
    enum Phase {
        case connecting
        case idle
        case asking

        /// There is no socket until the next attempt.
        case down
    }

    private(set) var phase = Phase.down

    /// What was asked last.
    private(set) var question = Question(operation: .list)

    /// When the request under way was meant to begin.
    private(set) var intended = MonotonicTime(nanoseconds: 0)

    private unowned let worker: LoadWorker
    private var descriptor: Int32 = -1
    private var reader = ResponseReader()
    private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Limits.bufferBytes, alignment: 16)
    private var received = 0

    /// What the kernel has not taken of a request yet.
    private var unsent: [UInt8] = []

    init(worker: LoadWorker) {
        self.worker = worker
    }

    deinit {
        buffer.deallocate()
    }

    /// Begins to connect.
    func connect() {
        precondition(phase == .down, "a connection is made once at a time")
        switch SystemCalls.connect(to: worker.address) {
        case .success(let descriptor):
            self.descriptor = descriptor
            phase = .connecting
            do {
                try worker.reactor.watch(descriptor, for: .writable, self)
            } catch {
                preconditionFailure("a new descriptor can be watched: \(error)")
            }
        case .failure(let failure):
            worker.connectionFailed(self, failure)
        }
    }

    /// Sends a request on an idle connection.
    func ask(_ question: Question, intended: MonotonicTime) {
        assert(phase == .idle, "one request is under way at a time")
        phase = .asking
        self.question = question
        self.intended = intended
        reader = ResponseReader()
        received = 0
        let failure = worker.requests.withBytes(of: question) { bytes -> Int32? in
            switch SystemCalls.send(descriptor, bytes) {
            case .moved(let count):
                if count < bytes.count { unsent = Array(bytes[count...]) }
                return nil
            case .blocked:
                unsent = Array(bytes)
                return nil
            case .failed(let code):
                return code
            }
        }
        if let failure {
            lose(.connectionLost, SystemFailure("send", failure).description)
        } else if !unsent.isEmpty {
            watch(for: [.readable, .writable])
        }
    }

    func descriptor(_ descriptor: Int32, isReadyFor readiness: Readiness) {
        if phase == .connecting { return finishConnecting() }
        if readiness.has(anyOf: [.readable, .broken]) { receive() }
        if phase == .asking, readiness.has(anyOf: .writable), !unsent.isEmpty { sendRest() }
    }

    /// Gives the request up that is under way, and the connection with it.
    func giveUp() {
        lose(.unanswered, "no reply to a \(question.operation.rawValue) in time")
    }

    /// Closes for good.
    func close() {
        guard descriptor >= 0 else { return }
        worker.reactor.unwatch(descriptor, isClosing: true)
        SystemCalls.close(descriptor)
        descriptor = -1
        phase = .down
        unsent = []
    }
}

extension LoadConnection {
    private func finishConnecting() {
        if let failure = SystemCalls.connectionFailure(descriptor) {
            close()
            return worker.connectionFailed(self, failure)
        }
        watch(for: .readable)
        phase = .idle
        worker.connected(self)
    }

    private func watch(for interest: Readiness) {
        do {
            try worker.reactor.modify(descriptor, for: interest)
        } catch {
            preconditionFailure("what a watched descriptor is watched for can be changed: \(error)")
        }
    }

    private func sendRest() {
        switch unsent.withUnsafeBytes({ SystemCalls.send(descriptor, $0) }) {
        case .moved(let count):
            unsent.removeFirst(count)
            if unsent.isEmpty { watch(for: .readable) }
        case .blocked:
            break
        case .failed(let code):
            lose(.connectionLost, SystemFailure("send", code).description)
        }
    }

    private func receive() {
        if received == buffer.count { growBuffer() }
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer[received...])
        switch SystemCalls.receive(descriptor, into: room) {
        case .moved(0):
            lose(.connectionLost, "the service closed the connection after \(received) bytes of a reply")
        case .moved(let count):
            received += count
            readReply()
        case .blocked:
            break
        case .failed(let code):
            lose(.connectionLost, SystemFailure("recv", code).description)
        }
    }

    private func readReply() {
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<received])
        guard phase == .asking else { return lose(.malformedReply, "bytes that nobody asked for") }
        do throws(ResponseFault) {
            guard let response = try reader.read(bytes) else { return }
            phase = .idle
            let body = UnsafeRawBufferPointer(rebasing: bytes[response.body])
            // Before the worker hears of the reply, since it asks the next question at once.
            if response.closes { close() }
            worker.answered(self, response, body)
        } catch {
            lose(.malformedReply, "\(error): \(Self.excerpt(bytes))")
        }
    }

    private func growBuffer() {
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 16)
        larger.copyMemory(from: UnsafeRawBufferPointer(buffer))
        buffer.deallocate()
        buffer = larger
    }

    /// Closes and tells the worker, which will have it connect again.
    private func lose(_ fault: Fault, _ reason: String) {
        let wasAsking = phase == .asking
        close()
        worker.lost(self, fault, wasAsking: wasAsking, reason)
    }

    /// The beginning of a reply as text.
    static func excerpt(_ bytes: UnsafeRawBufferPointer) -> String {
        String(decoding: bytes.prefix(Limits.exampleBytes), as: UTF8.self)
    }
}
