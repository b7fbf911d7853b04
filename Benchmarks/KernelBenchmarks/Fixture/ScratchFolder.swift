import Foundation
import Glibc

/// A folder for files that need a name for a while; it goes with its last user.
///
/// Its path is short, since that of a Unix socket has to be.
final class ScratchFolder: Sendable {
    let path: String

    init() throws {
        let pattern = FileManager.default.temporaryDirectory.path + "/kernels-XXXXXX"
        var template = Array(pattern.utf8CString)
        guard let made = mkdtemp(&template) else {
            throw Failure("no folder \(pattern) can be made (\(errno))")
        }
        path = String(cString: made)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}
