import Foundation

/// A folder of its own for one test, gone when the last reference to it goes.
package final class TemporaryDirectory: Sendable {
    /// The folder's absolute path, without a slash at its end.
    package let path: String

    /// Makes a new and empty folder, which only its owner can enter.
    package init() throws {
        path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("opencheckout-test-\(UUID().uuidString)", isDirectory: true).path
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of a file in the folder, whether it exists or not.
    package func file(_ name: String) -> String { path + "/" + name }
}
