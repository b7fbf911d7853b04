import Bytes
import Checkout
import CheckoutEngine

/// Merchants, keys and snapshots as operators see them: rows that are JSON objects and lines of a table alike.
enum OperatorListings {
    /// All merchants.
    static func merchants(_ directory: Directory) -> OperatorReply {
        var table = Table(["id", "name", "created_at"])
        for merchant in directory.allMerchants {
            table.add([.text(merchant.id.text), .text(merchant.name), .text(merchant.createdAt.text)])
        }
        return table.reply
    }

    /// One merchant with its settings; secrets are not among them.
    static func merchant(_ merchant: Merchant) -> OperatorReply {
        let settings: [(name: String, value: Cell)] = [
            ("id", .text(merchant.id.text)),
            ("name", .text(merchant.name)),
            ("color", Cell(merchant.color?.text)),
            ("created_at", .text(merchant.createdAt.text)),
            ("test_webhook_url", Cell(merchant.test.webhookURL)),
            ("live_webhook_url", Cell(merchant.live.webhookURL)),
        ]
        let wallets = KeyMode.allCases.flatMap { keyMode in wallet(merchant[keyMode], keyMode) }
        return Record(settings + wallets).reply
    }

    /// The wallet of one mode; the sealed key is not among it.
    private static func wallet(_ settings: MerchantSettings, _ keyMode: KeyMode) -> [(name: String, value: Cell)] {
        let wallet = settings.wallet
        return [
            ("\(keyMode.text)_wallet_address", Cell(wallet?.address)),
            ("\(keyMode.text)_wallet_asset_code", Cell(wallet?.asset?.code)),
            ("\(keyMode.text)_wallet_asset_scale", Cell(wallet?.asset.map { Int64($0.scale) })),
            ("\(keyMode.text)_wallet_key_id", Cell(wallet?.key?.id)),
        ]
    }

    /// Keys, without what makes them keys.
    static func keys(_ keys: [APIKey]) -> OperatorReply {
        var table = Table(["id", "name", "mode", "last4", "created_at", "last_used_at", "revoked_at"])
        for key in keys {
            table.add([
                .text(key.id.text), Cell(key.name), .text(key.keyMode.text.description), .text(key.lastFour),
                .text(key.createdAt.text), Cell(key.lastUsedAt?.text), Cell(key.revokedAt?.text),
            ])
        }
        return table.reply
    }

    /// The newest snapshot.
    static func snapshot(_ snapshot: SnapshotProgress) -> OperatorReply {
        Record([
            ("file", .text(snapshot.fileName)),
            ("sequence", .integer(Int64(snapshot.sequence))),
            ("created_at", .text(snapshot.takenAt.text)),
            ("bytes", .integer(snapshot.fileBytes)),
        ])
        .reply
    }
}
