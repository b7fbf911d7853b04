/// What is known of a client besides its name.
struct ClientIdentity: Sendable {
    /// The keys it may sign with.
    let keys: [JSONWebKey]

    /// What its wallet calls it; none for a key alone, or a wallet that says none.
    let publicName: String?
}
