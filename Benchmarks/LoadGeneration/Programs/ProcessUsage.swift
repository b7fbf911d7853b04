import Foundation
import Glibc

/// What a process has used of the machine, as the kernel counts it (proc(5)).
package struct ProcessUsage: Sendable {
    /// Processor time of all its threads since its start, in seconds, to a hundredth.
    package let cpuSeconds: Double

    /// Memory it holds now, in bytes.
    package let residentBytes: Int

    /// Reads the figures of a process; nil if there is none of this number.
    package init?(pid: Int32) {
        guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let end = stat.lastIndex(of: ")")
        else { return nil }
        // The name may hold spaces; behind it the third field comes first.
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        guard fields.count > 21, let user = Double(fields[11]), let system = Double(fields[12]),
            let pages = Int(fields[21])
        else { return nil }
        cpuSeconds = (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
        residentBytes = pages * sysconf(Int32(_SC_PAGESIZE))
    }

    /// Processor time of this process since its start, in seconds.
    package static var ownCPUSeconds: Double {
        var usage = rusage()
        _ = getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    }
}
