/// A mix of requests.
package enum Scenario: String, CaseIterable, Codable, Sendable {
    /// Creates, each under a fresh key.
    case create

    /// Creates of which a tenth are sent a second time.
    case createRetries = "create-retries"

    /// Reads of sessions chosen at random.
    case read

    /// The first page of the list.
    case list

    /// A shop's day: 70 % create, 20 % read, 5 % list, 5 % expire.
    case shop

    /// Whole lives, for long: 80 % creates and expires in turns, 15 % read, 5 % list. Creates have no key, and what was
    /// created goes again, so that nothing grows that should not.
    case soak

    /// Sessions that have to be there before it begins.
    package var sessionsNeeded: Int {
        switch self {
        case .create, .createRetries: 0
        case .read, .list: 10_000
        case .shop, .soak: 1000
        }
    }

    /// The next request's operation, given a number from 0 to 99 at random.
    func operation(at lot: Int) -> Operation {
        switch self {
        case .create, .createRetries: .create
        case .read: .read
        case .list: .list
        case .soak: lot < 80 ? .create : lot < 95 ? .read : .list
        case .shop: lot < 70 ? .create : lot < 90 ? .read : lot < 95 ? .list : .expire
        }
    }
}
