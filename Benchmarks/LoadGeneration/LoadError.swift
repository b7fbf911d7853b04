/// Why a run cannot begin or go on.
package enum LoadError: Error, Equatable, CustomStringConvertible {
    /// The address is none of the form `http://HOST:PORT`, or cannot be looked up.
    case addressInvalid(String, reason: String)

    /// Nobody answers there.
    case unreachable(String, reason: String)

    /// A system call that has to succeed did not.
    case system(String, reason: String)

    /// The service's program did not start, or ended when it should not.
    case program(String, reason: String)

    /// A sentence for whoever started the run.
    package var description: String {
        switch self {
        case .addressInvalid(let url, let reason): "'\(url)' is no address of a service: \(reason)"
        case .unreachable(let url, let reason): "cannot connect to \(url): \(reason)"
        case .system(let call, let reason): "\(call): \(reason)"
        case .program(let path, let reason): "\(path): \(reason)"
        }
    }
}
