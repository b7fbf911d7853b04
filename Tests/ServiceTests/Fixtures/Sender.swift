/// Who sends a request, and how it says so.
enum Sender: Sendable {
    /// The fixture's merchant, with its test key.
    case test

    /// The fixture's merchant, with its live key.
    case live

    /// Another key.
    case key(String)

    /// Nobody: without any `Authorization`.
    case nobody
}
