/// What a sealed token is good for; it opens as nothing else.
enum WalletSecret: String {
    case incoming = "payment.incoming_token"
    case outgoing = "payment.token"
    case continuation = "payment.continue_token"
}
