/// One directory of files: the few operations that durable storage here is built from.
///
/// Names are plain file names without a slash. An operation on the directory (`open` with `.create`, `rename`,
/// `remove`) is safe from a crash only after `synchronizeDirectory()`; what stands in a file only after its
/// `synchronize()`. Every implementation passes the same contract test.
package protocol Disk: Sendable {
    /// The names in the directory, sorted by their bytes.
    func list() throws(DiskError) -> [String]

    /// Opens a file, or creates it.
    ///
    /// Fails with `.notFound` or, for `.create`, with `.exists`.
    func open(_ name: String, _ access: DiskAccess) throws(DiskError) -> any DiskFile

    /// Gives a file another name in one step; a file that had the name before is gone.
    func rename(_ name: String, to newName: String) throws(DiskError)

    /// Takes a file out of the directory; whoever has it open can still use it.
    func remove(_ name: String) throws(DiskError)

    /// True if the directory holds the name.
    func exists(_ name: String) throws(DiskError) -> Bool

    /// Size and time of last change of a file, without opening it.
    func status(of name: String) throws(DiskError) -> DiskFileStatus

    /// Makes every change of names so far safe from a crash.
    func synchronizeDirectory() throws(DiskError)
}
