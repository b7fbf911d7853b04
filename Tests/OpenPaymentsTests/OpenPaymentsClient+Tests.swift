import Bytes
import Cryptography
import OpenPayments
import OutboundHTTP
import Testing

@testable import TestTools

extension OpenPaymentsClient {
    /// The vectors' client.
    static func test(
        _ transport: any PaymentTransport,
        policy: OutboundPolicy = .wallets,
        clock: any PaymentClock = StandingClock()
    ) throws -> OpenPaymentsClient {
        let key = Vectors.all.key
        let identity = ClientIdentity(
            walletAddress: "https://wallet.example/shop",
            keyID: key.kid,
            privateKey: try Ed25519PrivateKey(parsing: key.privatePkcs8Pem)
        )
        return OpenPaymentsClient(
            identity: try #require(identity),
            transport: transport,
            policy: policy,
            clock: clock,
            random: .system()
        )
    }
}

extension SecretText {
    /// The vectors' access token.
    static func test(_ text: String = "OS9M2PMHKUR64TB8N6BW") throws -> SecretText {
        try #require(SecretText(text))
    }

    /// A token that a test spells out.
    static func constant(_ text: StaticString) -> SecretText {
        guard let secret = SecretText(text.description) else { preconditionFailure("\(text) is fit for a header") }
        return secret
    }
}

extension OutboundRequest {
    /// The body as text.
    var text: String { String(decoding: body, as: UTF8.self) }

    /// The value of the only field of a name.
    func field(_ name: String) -> String? {
        let values = headers.filter { $0.name.lowercased() == name.lowercased() }
        return values.count == 1 ? values[0].value : nil
    }
}
