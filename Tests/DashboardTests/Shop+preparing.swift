import Checkout
import CheckoutEngine
import TestTools
import Webhooks

@testable import DashboardGallery

extension Shop {
    /// One of everything that a form can change: an open session, one that ended and was told of, a key, a logo, a
    /// webhook and a wallet.
    func prepare(
        in gallery: Gallery,
        _ keyMode: KeyMode = .test
    ) async throws -> (open: SessionID, ended: SessionID, key: KeyID, subscribed: SessionID) {
        let secret = try WebhookSecrets.make(for: id, keyMode, vault: engine.vault, random: engine.random)
        try await engine.directory.submit(
            .updateMerchant(
                id,
                [
                    .webhookURL("https://secret.example/hook", keyMode),
                    .webhookSecret(sealed: secret.sealed, previousUntil: nil, keyMode),
                    .wallet(MerchantWallet(address: "https://secret.example/shop"), keyMode),
                ]
            )
        )
        try await engine.directory.submit(.setLogo(id, PictureFile.logo))
        let ended = try await create(Sample.sweater(), keyMode)
        try await change(ended, .cancel, keyMode)
        let open = try await create(Sample.sweater(reference: "secret-order"), keyMode)
        let key = try await engine.createKey(of: id, keyMode, name: "Secret key").key
        let subscribed = try await create(Sample.magazine(), keyMode)
        try await pay(subscribed, to: .closed)
        return (open, ended, key.id, subscribed)
    }
}
