/// How a sandbox is to behave as a whole.
package struct SandboxSettings: Sendable, Hashable {
    /// Whether signatures are taken in the looser forms of the PHP and Rust libraries.
    package var isLenient = false

    /// How the hash of a call-back is written.
    package var hashEncoding = HashEncoding.base64

    /// The seconds that a client waits before it continues a grant, and between polls.
    package var waitSeconds: Int64 = 5

    /// From the making of an outgoing payment to the moving of its money.
    package var settlementMilliseconds: Int64 = 50

    /// Strict signatures, padded hashes, 5 s to wait, and 50 ms to settle.
    package init() {}
}
