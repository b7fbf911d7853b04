/// Finds the addresses of a host name.
package protocol HostResolver: Sendable {
    /// All addresses of a name, the one to try first at the front; throws when there are none.
    ///
    /// It may take as long as it takes: those who ask stop waiting at their own limit.
    func addresses(of name: String) async throws(OutboundProblem) -> [IPAddress]

    /// Gives up what it holds; nobody asks it after that.
    func shutdown()
}
