/// What a server has done so far, summed over its reactors.
package struct HTTPCounts: Sendable, Hashable {
    /// Connections that are open now, lingering ones included.
    package var open = 0

    /// Connections taken since the start, refused ones not included.
    package var accepted: UInt64 = 0

    /// Connections refused since there were too many.
    package var refused: UInt64 = 0

    /// Requests given to the handler's `handle`.
    package var requests: UInt64 = 0

    /// Requests the server refused by itself.
    package var faults: UInt64 = 0

    /// Bytes read.
    package var bytesIn: UInt64 = 0

    /// Bytes given to the kernel.
    package var bytesOut: UInt64 = 0
}
