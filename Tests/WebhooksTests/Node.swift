import Foundation
import TestTools

/// Runs JavaScript in the `node` program.
enum Node {
    /// What a script prints, line by line; it finds its input in `lines`.
    static func lines(running script: String, on input: [String]) async throws -> [String] {
        let folder = try TemporaryDirectory()
        let file = folder.file("lines")
        try Data(input.map { $0 + "\n" }.joined().utf8).write(to: URL(fileURLWithPath: file))
        let reading = "const lines = require('fs').readFileSync(process.argv[1], 'utf8').split('\\n').slice(0, -1);"
        return try await onThread {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["timeout", "60", "node", "-e", reading + script, file]
            let output = Pipe()
            process.standardOutput = output
            try process.run()
            let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            guard process.terminationStatus == 0 else { throw NodeError(status: process.terminationStatus) }
            // A carriage return and a line feed are one character to a String.
            return text.utf8.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
        }
    }
}

/// How the `node` program ended; 127 where it is not installed.
struct NodeError: Error {
    let status: Int32
}
