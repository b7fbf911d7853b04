import Foundation

/// Other people's programs.
enum Executable {
    /// The first of a name on the search path.
    static func find(_ name: String) throws -> String {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        guard
            let folder = folders.first(where: { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") })
        else {
            throw Failure("there is no \(name) on the search path")
        }
        return "\(folder)/\(name)"
    }
}
