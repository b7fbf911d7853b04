import Foundation

/// Inputs that are kept beside this file, one a file in the folder of its target: good ones to begin with, and those
/// that once came upon something.
package enum Corpus {
    /// All inputs for a target, in the order of their names.
    package static func inputs(for target: FuzzTarget) throws -> [[UInt8]] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Corpus/\(target.rawValue)")
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .map { Array(try Data(contentsOf: $0)) }
    }
}
