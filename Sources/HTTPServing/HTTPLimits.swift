/// What a server bounds.
package struct HTTPLimits: Sendable {
    /// Bytes of a head from its method to its empty line, and of a trailer section.
    package var headBytes = 16 << 10

    /// Field lines of a head.
    package var fields = 100

    /// Bytes of a target; less than `headBytes`.
    package var targetBytes = 8 << 10

    /// Bytes of a body without its transfer coding.
    package var bodyBytes = 1 << 20

    /// From the first byte of a head to its last; then 408.
    package var headTime = Duration.seconds(10)

    /// From the end of a head to the end of its body; then 408.
    package var bodyTime = Duration.seconds(30)

    /// Between requests; then the connection is closed without a word.
    package var idleTime = Duration.seconds(75)

    /// Without any progress in sending; then the connection is closed.
    package var writeStallTime = Duration.seconds(30)

    /// After the last reply, for the client to read it and close.
    package var lingerTime = Duration.seconds(2)

    /// Bytes read and thrown away after the last reply.
    package var lingerBytes = 8 << 20

    /// Connections served at a time; one more gets a 503.
    package var connections = 10_000

    /// Connections that are being told that there are too many; one more is closed without a word.
    package var refusedConnections = 256

    /// Bytes of requests held back while an exchange is in progress; then reading stops.
    package var heldInputBytes = 64 << 10

    /// Bytes waiting to be sent beyond which no further pipelined request is begun and a stream takes no more.
    package var heldOutputBytes = 256 << 10

    /// The values of the merchants' contract.
    package init() {}
}
