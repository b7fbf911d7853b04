import Glibc

/// The file `LOCK` of a data directory, held for as long as a process works on it.
///
/// flock(2): the kernel lets go of it when the process ends, however it ends. The file names the holder for whoever
/// comes second.
final class DirectoryLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock of a directory; nil if another process has it.
    init?(directory: String) throws(Failure) {
        let path = directory + "/LOCK"
        descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw Failure("cannot open \(path): \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        let text = Array("\(getpid())\n".utf8)
        _ = ftruncate(descriptor, 0)
        _ = pwrite(descriptor, text, text.count, 0)
    }

    deinit {
        close(descriptor)
    }

    /// The process that has the lock, as far as it can be told.
    static func holder(of directory: String) -> String {
        let descriptor = Glibc.open(directory + "/LOCK", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            return "another process"
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        let digits = bytes.prefix(max(0, count)).prefix { (0x30...0x39).contains($0) }
        return digits.isEmpty ? "another process" : "process \(String(decoding: digits, as: UTF8.self))"
    }
}
