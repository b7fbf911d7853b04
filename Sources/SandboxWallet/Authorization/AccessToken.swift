/// What a client shows a resource server.
struct AccessToken: Sendable {
    /// The name in its `manage` URL.
    let id: String

    let value: String
    let grant: String

    /// From then on it is good for rotation alone; in milliseconds.
    let expiresAt: Int64
}
