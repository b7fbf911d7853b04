/// Finds files of this repository.
enum RepositoryFile {
    /// The absolute path of a file or folder, given from the root: two folders above this file.
    static func path(_ path: String) -> String {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        return root + "/" + path
    }
}
