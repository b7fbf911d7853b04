/// What went wrong between a test and the server it talks to.
package enum SocketClientError: Error {
    /// A system call failed, with its `errno`.
    case system(String, Int32)

    /// Nothing came for as long as a client waits.
    case timeout

    /// The server closed before the reply was whole; the bytes that had come.
    case closed([UInt8])

    /// What came is no reply; what is wrong with it, and the bytes.
    case malformed(String, [UInt8])
}
