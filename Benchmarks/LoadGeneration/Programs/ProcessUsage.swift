import CLinux
import Foundation
import Glibc

/// What a process has used of the machine, as the kernel counts it.
package struct ProcessUsage: Sendable {
    /// Processor time of all its threads since its start, in seconds (clock_getcpuclockid(3)).
    package let cpuSeconds: Double

    /// Memory it holds now, in bytes (proc(5), `statm`).
    package let residentBytes: Int

    /// Reads the figures of a process; nil if there is none of this number.
    package init?(pid: Int32) {
        var clock = clockid_t()
        guard clock_getcpuclockid(pid, &clock) == 0, let cpuSeconds = Self.seconds(of: clock),
            let statm = try? String(contentsOfFile: "/proc/\(pid)/statm", encoding: .utf8)
        else { return nil }
        // Pages: of the program, resident, shared and so on.
        let fields = statm.split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
        self.cpuSeconds = cpuSeconds
        residentBytes = pages * sysconf(Int32(_SC_PAGESIZE))
    }

    /// Processor time of this process since its start, in seconds.
    package static var ownCPUSeconds: Double { seconds(of: CLOCK_PROCESS_CPUTIME_ID) ?? 0 }

    private static func seconds(of clock: clockid_t) -> Double? {
        var time = timespec()
        guard clock_gettime(clock, &time) == 0 else { return nil }
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
