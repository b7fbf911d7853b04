import Disks
import Foundation
import Glibc

/// The directory that a restore builds: held while it is built, and tidied away if nothing came of it.
struct RestoreTarget {
    /// What may be there and is no content: a note, the lock of a restore that broke off, a file system's own folder.
    private static let notContent: Set = ["README.md", "LOCK", "lost+found"]

    let path: String
    private let directory: DataDirectory
    private let isNew: Bool

    /// Makes and holds it; a `Failure` if it is in use or holds anything.
    init(_ path: String) throws {
        self.path = path
        isNew = !FileManager.default.fileExists(atPath: path)
        if !isNew { try Self.requireEmpty(path) }
        switch try DataDirectory.hold(path) {
        case .held(let directory): self.directory = directory
        case .inUse(let holder): throw Failure("\(path) is in use by \(holder)")
        }
    }

    var disk: POSIXDisk { directory.disk }

    /// Takes away what was made, when nothing was restored.
    func discard() {
        guard isNew else { return }
        unlink(path + "/LOCK")
        rmdir(path)
    }

    private static func requireEmpty(_ path: String) throws {
        let content = try FileManager.default.contentsOfDirectory(atPath: path)
            .filter { !notContent.contains($0) }
            .sorted()
        guard content.isEmpty else {
            throw Failure("\(path) is not empty: it holds \(content.prefix(3).joined(separator: ", "))")
        }
    }
}
