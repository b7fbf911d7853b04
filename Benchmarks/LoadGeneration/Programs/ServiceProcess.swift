import Foundation
import Glibc

/// The service's program, started for a measurement on any free port, with its data in a folder of its choice.
///
/// It is told from all others by its own process number, and ended by that alone.
package final class ServiceProcess {
    /// Where it answers.
    package let url: String

    /// A test key of its demo merchant, made at this start.
    package let key: String

    /// From the launch to the line that says it is ready.
    package let startSeconds: Double

    private let process: Process
    private let output: FileHandle

    /// The process number.
    package var pid: Int32 { process.processIdentifier }

    /// Starts the program and waits until it is ready; its log lines go to a file beside the data.
    package init(program: String, dataDirectory: String) throws {
        let log = dataDirectory + ".log"
        guard FileManager.default.createFile(atPath: log, contents: nil),
            let logHandle = FileHandle(forWritingAtPath: log)
        else { throw LoadError.program(log, reason: "cannot be written") }
        let pipe = Pipe()
        process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["serve", "--demo", "--host", "127.0.0.1", "--port", "0", "--data-dir", dataDirectory]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = logHandle
        let launch = ContinuousClock.now
        do {
            try process.run()
        } catch {
            throw LoadError.program(program, reason: "\(error.localizedDescription)")
        }
        output = pipe.fileHandleForReading
        guard let (key, url) = Self.readyLines(from: output) else {
            process.waitUntilExit()
            throw LoadError.program(program, reason: "did not get ready; \(log) says why")
        }
        let took = ContinuousClock.now - launch
        startSeconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
        self.key = key
        self.url = url
    }

    /// Reads up to the ready line; nil if the output ends before it.
    private static func readyLines(from output: FileHandle) -> (key: String, url: String)? {
        var text = ""
        while true {
            let data = output.availableData
            guard !data.isEmpty else { return nil }
            text += String(decoding: data, as: UTF8.self)
            guard let key = text.firstMatch(of: /Test key: (\S+)\n/)?.1,
                let url = text.firstMatch(of: /\ is ready at (\S+)\n/)?.1
            else { continue }
            return (String(key), String(url))
        }
    }

    /// Has it end in good order and waits for that; throws if it did not end well.
    package func stop() throws {
        process.terminate()
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw LoadError.program("the service", reason: "ended with status \(process.terminationStatus)")
        }
    }

    /// Ends it at once, as a crash would, and waits for that.
    package func kill() {
        Self.kill(pid)
        process.waitUntilExit()
    }

    /// Ends a process that was started here, by its number, and does not wait.
    package static func kill(_ pid: Int32) {
        _ = Glibc.kill(pid, SIGKILL)
    }
}
