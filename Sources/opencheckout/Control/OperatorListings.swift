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
        Record([
            ("id", .text(merchant.id.text)),
            ("name", .text(merchant.name)),
            ("created_at", .text(merchant.createdAt.text)),
            ("test_webhook_url", Cell(merchant.test.webhookURL)),
            ("live_webhook_url", Cell(merchant.live.webhookURL)),
        ])
        .reply
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
