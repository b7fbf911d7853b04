import Foundation

/// Runs kernels of this program under callgrind, as many at a time as there are processors.
///
/// Each run is a process of its own, with nothing in its environment but what makes it count the same everywhere.
struct CallgrindRunner {
    /// A run under way.
    private struct Run {
        let process: Process
        let outputPath: String
        let errorPath: String
        let title: String
    }

    /// What makes runs, and machines, agree.
    ///
    /// Swift seeds its hashes anew in each process unless it is told not to. glibc and libcrypto choose among several
    /// forms of their functions by what the processor can do; here they see one of 2006, with SSSE3 and no more, so
    /// that every machine takes the same form. SHA-256 so costs several times what it does on a processor that has
    /// instructions for it.
    private static let environment = [
        "SWIFT_DETERMINISTIC_HASHING": "1",
        "GLIBC_TUNABLES": "glibc.cpu.hwcaps="
            + [
                "AVX512VL", "AVX512BW", "AVX2", "AVX", "AVX_Fast_Unaligned_Load", "BMI1", "BMI2", "ERMS", "FSRM",
                "LZCNT",
                "MOVBE", "POPCNT", "RTM", "SSE4_1", "SSE4_2", "SSSE3",
            ]
            .map { "-\($0)" }.joined(separator: ","),
        // FXSR, SSE, SSE2 and SSSE3 by their bits in CPUID's leaf 1, and nothing of leaf 7.
        "OPENSSL_ia32cap": "0x20007000000:0x0",
    ]

    private let valgrind: String
    private let program: String
    private let folder: ScratchFolder

    init() throws {
        valgrind = try Executable.find("valgrind")
        program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        folder = try ScratchFolder()
    }

    /// Counts kernels; `progress` is told of each as it is done, in their order.
    func counts(of kernels: [Kernel], progress: (Kernel, KernelCounts) throws -> Void) throws {
        let width = ProcessInfo.processInfo.activeProcessorCount
        let jobs = kernels.flatMap { [($0, $0.operations), ($0, $0.operations * 2)] }
        var runs: [Run] = []
        var profiles: [CallgrindProfile] = []
        // What was started is ended, should one of them fail.
        defer { for run in runs { run.process.terminate() } }
        while profiles.count < jobs.count {
            while runs.count < width, profiles.count + runs.count < jobs.count {
                let (kernel, operations) = jobs[profiles.count + runs.count]
                runs.append(try start(kernel, operations))
            }
            profiles.append(try finish(runs.removeFirst()))
            if profiles.count.isMultiple(of: 2) {
                let (kernel, operations) = jobs[profiles.count - 2]
                let pair = profiles.suffix(2)
                try progress(
                    kernel,
                    KernelCounts(
                        shorter: pair[pair.startIndex],
                        longer: pair[pair.startIndex + 1],
                        operations: operations
                    )
                )
            }
        }
    }

    private func start(_ kernel: Kernel, _ operations: Int) throws -> Run {
        let path = "\(folder.path)/\(kernel.name).\(operations)"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: valgrind)
        process.arguments = [
            "--tool=callgrind", "--callgrind-out-file=\(path)", program, "run", kernel.name, "--operations",
            String(operations),
        ]
        process.environment = Self.environment.merging(["TMPDIR": folder.path]) { $1 }
        let errorPath = path + ".err"
        try Data().write(to: URL(fileURLWithPath: errorPath))
        process.standardError = FileHandle(forWritingAtPath: errorPath)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return Run(process: process, outputPath: path, errorPath: errorPath, title: "\(kernel.name) × \(operations)")
    }

    private func finish(_ run: Run) throws -> CallgrindProfile {
        run.process.waitUntilExit()
        guard run.process.terminationStatus == 0 else {
            let said = (try? String(contentsOfFile: run.errorPath, encoding: .utf8)) ?? ""
            throw Failure("\(run.title) failed under callgrind:\n\(said)")
        }
        return try CallgrindProfile(parsing: String(contentsOfFile: run.outputPath, encoding: .utf8))
    }
}
