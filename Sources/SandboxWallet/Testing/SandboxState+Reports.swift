import Bytes
import HTTPServing

/// What tests look at.
extension SandboxState {
    /// A report; nil if there is none of this name.
    func report(_ name: String, now: Int64) -> HTTPResponse? {
        switch name {
        case "wallets": reportWallets()
        case "ledger": reportLedger()
        case "events": reportEvents()
        case "permissions": reportPermissions()
        case _: nil
        }
    }

    /// Addresses, manners and balances.
    private func reportWallets() -> HTTPResponse {
        .json(200) { writer in
            writer.beginObject()
            writer.name("wallets")
            writer.beginArray()
            for account in SeedWallets.all {
                writer.beginObject()
                writer.name("name")
                writer.string(account.name)
                writer.name("walletAddress")
                writer.string(address(of: account))
                writer.name("manner")
                writer.string(account.manner.rawValue)
                writer.name("balance")
                writer.amount(Amount(ledger.balance(ofWallet: account.name), account.asset))
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
        }
    }

    /// What wallets' owners have allowed and nobody has ended.
    private func reportPermissions() -> HTTPResponse {
        .json(200) { writer in
            writer.beginObject()
            writer.name("permissions")
            writer.beginArray()
            for grant in SeedWallets.all.flatMap({ permissions(ofWallet: $0.name) }) {
                writer.beginObject()
                writer.name("grant")
                writer.string(grant.id)
                writer.name("wallet")
                writer.string(grant.walletName ?? "")
                writer.name("access")
                writer.beginArray()
                for right in grant.rights { writer.access(right) }
                writer.endArray()
                writer.name("payments")
                writer.integer(Int64(grant.payments.count))
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
        }
    }

    /// All movements of money, in order.
    private func reportLedger() -> HTTPResponse {
        .json(200) { writer in
            writer.beginObject()
            writer.name("transactions")
            writer.beginArray()
            for transaction in ledger.transactions {
                writer.beginObject()
                writer.name("reason")
                writer.string(transaction.reason)
                writer.name("movements")
                writer.beginArray()
                for movement in transaction.movements {
                    writer.beginObject()
                    writer.name("from")
                    writer.string(movement.from.text)
                    writer.name("to")
                    writer.string(movement.to.text)
                    writer.name("amount")
                    writer.amount(movement.amount)
                    writer.endObject()
                }
                writer.endArray()
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
        }
    }

    /// What happened, oldest first.
    private func reportEvents() -> HTTPResponse {
        .json(200) { writer in
            writer.beginObject()
            writer.name("events")
            writer.beginArray()
            for event in events {
                writer.beginObject()
                writer.name("at")
                writer.time(milliseconds: event.at)
                writer.name("event")
                writer.string(event.event)
                writer.name("wallet")
                if let wallet = event.wallet { writer.string(wallet) } else { writer.null() }
                writer.name("detail")
                writer.string(event.detail)
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
        }
    }
}

extension Ledger.Book {
    /// A book's name: a wallet's own, `exchange:USD/2`, `outside:USD/2`.
    var text: String {
        switch self {
        case .wallet(let name): name
        case .exchange(let asset): "exchange:\(asset.code)/\(asset.scale)"
        case .outside(let asset): "outside:\(asset.code)/\(asset.scale)"
        }
    }
}
