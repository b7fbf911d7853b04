import Foundation
import Glibc

/// What counts of instructions depend on besides our own code.
///
/// The processor is not part of it: `CallgrindRunner` hides from libraries what distinguishes one from another.
struct Platform: Codable, Equatable, CustomStringConvertible {
    /// The instruction set.
    let architecture: String

    /// The version of the Swift compiler.
    let compiler: String

    /// The version of the GNU C library, and by it the distribution's other libraries.
    let library: String

    init(architecture: String, compiler: String, library: String) {
        self.architecture = architecture
        self.compiler = compiler
        self.library = library
    }

    /// The platform of this process; asks the compiler for its version.
    static func current() throws -> Platform {
        var system = utsname()
        uname(&system)
        let machine = withUnsafeBytes(of: system.machine) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        return Platform(
            architecture: machine,
            compiler: try compilerVersion(),
            library: libraryVersion()
        )
    }

    var description: String { "\(architecture), Swift \(compiler), glibc \(library)" }

    /// `glibc 2.36` without its first word.
    private static func libraryVersion() -> String {
        var text = [UInt8](repeating: 0, count: 64)
        let count = text.withUnsafeMutableBytes { bytes in
            // Safe because it writes no more than there is room for.
            confstr(Int32(_CS_GNU_LIBC_VERSION), bytes.baseAddress, bytes.count)
        }
        return String(
            decoding: text.prefix(max(count, 1) - 1).drop { $0 != UInt8(ascii: " ") }.dropFirst(),
            as: UTF8.self
        )
    }

    private static func compilerVersion() throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try Executable.find("swiftc"))
        process.arguments = ["--version"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard let match = text.firstMatch(of: /Swift version ([0-9.]+)/) else {
            throw Failure("swiftc --version names no version")
        }
        return String(match.1)
    }
}
