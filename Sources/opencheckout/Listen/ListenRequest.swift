/// What `listen` asks of the server that runs: the test events of a merchant from now on.
struct ListenRequest: Codable, Sendable {
    let merchant: String
}
