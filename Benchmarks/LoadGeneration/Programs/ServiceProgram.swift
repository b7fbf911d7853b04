import Foundation

/// Where the service's program and the data of a measurement are.
package enum ServiceProgram {
    /// The program that was built beside this one; throws if it was not built.
    package static func besideThis() throws -> String {
        let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let path = own.deletingLastPathComponent().appendingPathComponent("opencheckout").path
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw LoadError.program(
                path,
                reason: "is not there; build it first: swift build -c release --product opencheckout"
            )
        }
        return path
    }

    /// Makes a new folder below `.build` of the current folder: not in a temporary one, which is memory on some
    /// machines, where a sync that costs nothing would flatter the service.
    package static func makeFolder() throws -> String {
        let folder = FileManager.default.currentDirectoryPath + "/.build/measurements/" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }
}
