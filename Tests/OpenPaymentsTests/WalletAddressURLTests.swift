import Checkout
import OpenPayments
import OutboundHTTP
import Testing

@testable import TestTools

/// What people type, and what becomes of it.
@Suite struct WalletAddressURLTests {
    @Test(arguments: Vectors.all.walletAddressForms)
    func `the worked forms are taken and refused`(form: Vectors.Form) throws {
        for policy in [OutboundPolicy.wallets, .publicOnly] {
            if let url = form.url {
                #expect(try WalletAddressURL(typed: form.input, policy: policy).text == url)
            } else {
                #expect(throws: WalletAddressProblem.self, "\(form.reject ?? "")") {
                    try WalletAddressURL(typed: form.input, policy: policy)
                }
            }
        }
    }

    @Test(
        arguments: [
            ("", .empty), ("  ", .empty), ("$", .empty), ("$/", .empty),
            ("http://wallet.example/alice", .notEncrypted), ("ftp://wallet.example", .malformed(.schemeNotWeb)),
            ("https://u:p@wallet.example/alice", .userInformation), ("$user@wallet.example", .userInformation),
            ("https://wallet.example:8443/alice", .port), ("https://wallet.example:443/alice", .port),
            ("$wallet.example:8443", .port), ("https://wallet.example/alice?x=1", .query),
            ("$wallet.example/alice?x", .query), ("https://wallet.example/alice#f", .fragment),
            ("https://127.0.0.1/alice", .destinationRefused(.hostIsAddress)),
            ("https://[::1]/alice", .destinationRefused(.hostIsAddress)),
            ("https://localhost/alice", .destinationRefused(.nameNotPublic)),
            ("https://wallet/alice", .destinationRefused(.nameNotPublic)),
            ("https://wallet.internal/alice", .destinationRefused(.nameNotPublic)),
            ("wallet example", .malformed(.forbiddenCharacter)),
            ("https://wällets.example", .malformed(.forbiddenCharacter)),
            ("https:///alice", .malformed(.hostMissing)),
        ] as [(String, WalletAddressProblem)]
    )
    func `what is refused is told apart`(typed: String, problem: WalletAddressProblem) {
        #expect(throws: problem) { try WalletAddressURL(typed: typed, policy: .wallets) }
    }

    @Test(arguments: [
        ("http://127.0.0.1:4000/alice", "http://127.0.0.1:4000/alice"),
        ("http://localhost:4000/alice/", "http://localhost:4000/alice"),
        ("$localhost:4000/alice", "http://localhost:4000/alice"),
        ("localhost:4000/alice", "http://localhost:4000/alice"),
        ("$127.0.0.1:4000", "http://127.0.0.1:4000/.well-known/pay"),
        ("https://[::1]:4000/alice", "https://[::1]:4000/alice"),
        ("$wallet.example/alice", "https://wallet.example/alice"),
        ("wallet.example", "https://wallet.example"),
        ("HTTPS://Wallet.Example./Alice", "https://wallet.example/Alice"),
    ])
    func `where wallets may be local, they have ports and no encryption`(typed: String, url: String) throws {
        #expect(try WalletAddressURL(typed: typed, policy: .walletsAllowingLocal).text == url)
    }

    @Test(arguments: ["http://10.0.0.1/alice", "https://192.168.0.1/a", "https://wallet.example:8443/a"])
    func `where wallets may be local, other private addresses and ports are refused still`(typed: String) {
        #expect(throws: WalletAddressProblem.self) {
            try WalletAddressURL(typed: typed, policy: .walletsAllowingLocal)
        }
    }
}
