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
    private let interruption: Interruption

    /// The process number.
    package var pid: Int32 { process.processIdentifier }

    /// Starts the program and waits until it is ready; its log lines go to a file beside the data.
    package init(
        program: String,
        dataDirectory: String,
        options: [String] = [],
        environment: [String: String],
        interruption: Interruption
    ) throws {
        let log = dataDirectory + ".log"
        guard FileManager.default.createFile(atPath: log, contents: nil),
            let logHandle = FileHandle(forWritingAtPath: log)
        else { throw LoadError.program(log, reason: "cannot be written") }
        let pipe = Pipe()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["serve", "--demo", "--port", "0", "--data-dir", dataDirectory] + options
        process.environment = Self.environment(from: environment)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = logHandle
        let launch = ContinuousClock.now
        do {
            try interruption.launch {
                try process.run()
                return process.processIdentifier
            }
        } catch {
            throw LoadError.program(program, reason: error.localizedDescription)
        }
        (self.process, output, self.interruption) = (process, pipe.fileHandleForReading, interruption)
        guard let (key, url) = Self.readyLines(from: output) else {
            process.waitUntilExit()
            interruption.forget()
            throw LoadError.program(program, reason: "did not get ready; \(log) says why")
        }
        startSeconds = (ContinuousClock.now - launch).inSeconds
        (self.key, self.url) = (key, url)
    }

    /// An environment without settings that somebody happens to have for the service: it would be another one.
    package static func environment(from environment: [String: String]) -> [String: String] {
        environment.filter { !$0.key.hasPrefix("OPENCHECKOUT_") }
    }

    /// Has it end in good order and waits for that; throws if it did not end well.
    package func stop() throws {
        process.terminate()
        waitForEnd()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw LoadError.program("the service", reason: "ended with status \(process.terminationStatus)")
        }
    }

    /// Ends it at once, as a crash would, and waits for that.
    package func kill() {
        _ = Glibc.kill(pid, SIGKILL)
        waitForEnd()
    }

    private func waitForEnd() {
        process.waitUntilExit()
        interruption.forget()
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
}
