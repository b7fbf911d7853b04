/// What bounds a server and is nobody's choice.
enum Limits {
    /// Connections the kernel may hold ready to be accepted.
    static let backlog: Int32 = 1024

    /// Connections accepted in one turn.
    static let acceptsPerTurn = 64

    /// Rest after the process ran out of descriptors, in nanoseconds.
    static let acceptRest: Int64 = 50_000_000

    /// Bytes asked for in one read.
    static let readBytes = 64 << 10

    /// Room an idle connection keeps in each of its arrays.
    static let keptBytes = 4 << 10

    /// Bytes of a chunk's size line with its extensions and CR LF.
    static let chunkLineBytes = 256

    /// Bytes of all chunk extensions of a body.
    static let chunkExtensionBytes = 16 << 10

    /// Digits of a Content-Length.
    static let lengthDigits = 18

    /// Hexadecimal digits of a chunk size.
    static let chunkSizeDigits = 15

    /// Bodies from here on are not copied behind their head but sent from where they are.
    static let ownSegmentBytes = 16 << 10

    /// Pieces given to the kernel in one call.
    static let segmentsPerWrite = 8

    /// Bytes of a Unix socket's path, its NUL included.
    static let unixPathBytes = 108
}
