/// What a client was given, or may be given when a person has agreed.
struct Grant: Sendable {
    /// How far it has come.
    enum Phase: Sendable, Hashable {
        /// A person has not decided yet.
        case pending
        /// A person agreed; the client has not fetched its token.
        case approved
        /// A person refused.
        case rejected
        /// The client has its token.
        case finalized
        /// The client gave it back, or the person took it back; its tokens went with it.
        case canceled
    }

    let id: String
    let continueToken: String

    /// The path of the authorization server that it was asked of.
    let authorizationPath: String

    let client: Client

    /// What the client's wallet calls it.
    let clientName: String?

    let rights: [AccessRight]
    let subject: String?
    var interaction: Interaction?
    var phase: Phase

    /// Before this the client may not continue; in milliseconds.
    var continuesAt: Int64

    /// The outgoing payments that were made under it.
    var payments: [String] = []

    /// The wallet it is about: its first identifier's, or its subject's.
    let walletName: String?
}
