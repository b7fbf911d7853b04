import Foundation

/// Standard output, written at once: who reads it through a pipe waits for the ready line.
enum StandardOutput {
    /// Writes a line.
    static func writeLine(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }
}
