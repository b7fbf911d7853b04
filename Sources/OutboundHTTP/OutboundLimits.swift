/// How long a request may take, and how much of an answer is read.
package struct OutboundLimits: Sendable {
    /// Time for a connection to come about, with its encryption.
    package var connect: Duration

    /// Time for everything: looking the name up, connecting, sending, and the whole answer.
    package var whole: Duration

    /// How long an unused connection is kept.
    package var idleConnection: Duration

    /// How many bytes of an answer's body are read; what is longer is cut, and the connection closed.
    package var answerBytes: Int

    /// 3 s to connect, 10 s in all, 4 s unused, 64 KiB.
    package static let standard = OutboundLimits()

    /// How long a name's addresses are used without asking again.
    static let resolutionLifetime: Duration = .seconds(30)

    /// How many names' addresses are kept.
    static let resolutions = 4096

    /// How many of a name's addresses are tried when no connection comes about.
    static let addressesTried = 3

    /// How many hosts keep their connections while none of them is in use.
    static let hosts = 256

    /// How many connections there may be to one host at one address; whoever sends bounds them further.
    static let connectionsPerHost = 1024

    /// How many names are looked up at the same time; a look-up holds a thread.
    static let resolverThreads = 16

    /// The limits that are given, and the standard ones.
    ///
    /// Node's server closes a connection that was not used for 5 s: an unused one goes before, so that no request meets
    /// one that is just being closed.
    package init(
        connect: Duration = .seconds(3),
        whole: Duration = .seconds(10),
        idleConnection: Duration = .seconds(4),
        answerBytes: Int = 64 << 10
    ) {
        precondition(min(connect, whole, idleConnection) > .zero && answerBytes >= 0, "limits leave room for an answer")
        self.connect = connect
        self.whole = whole
        self.idleConnection = idleConnection
        self.answerBytes = answerBytes
    }
}
