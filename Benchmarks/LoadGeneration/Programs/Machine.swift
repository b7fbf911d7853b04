import Foundation
import Glibc

/// The machine a measurement was made on, since figures of two machines do not compare.
package struct Machine: Codable, Equatable, Sendable {
    /// The processor's name.
    package var processor: String

    /// Processors that this process may use.
    package var processors: Int

    /// The kernel's name and version.
    package var kernel: String

    /// Memory in bytes.
    package var memoryBytes: Int

    /// Describes this machine.
    package init() {
        let information = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        processor = information.firstMatch(of: /model name\s*: (.*)/).map { String($0.1) } ?? "unknown"
        processors = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        let release = try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8)
        kernel = "Linux " + (release ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        memoryBytes = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
    }
}
