import Foundation
import LoadGeneration

/// Has the running service write snapshots, by the command that operators use.
struct SnapshotOrder {
    let program: String
    let dataDirectory: String
    let environment: [String: String]

    /// Waits until a snapshot is safe on disk; gives the seconds from the order on, the command's own start included.
    func carryOut() async throws -> Double {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["snapshot", "create", "--data-dir", dataDirectory]
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let start = ContinuousClock.now
        let status = try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { ended.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                ended.resume(throwing: error)
            }
        }
        guard status == 0 else {
            throw LoadError.program("\(program) snapshot create", reason: "ended with status \(status)")
        }
        return (ContinuousClock.now - start).inSeconds
    }

    /// Orders one snapshot behind the other until the time is over, and waits for the last; gives how many.
    func repeated(for duration: Duration) async throws -> Int {
        let end = ContinuousClock.now + duration
        var count = 0
        while ContinuousClock.now < end {
            _ = try await carryOut()
            count += 1
        }
        return count
    }
}
