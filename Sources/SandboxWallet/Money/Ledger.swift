/// All money of the sandbox in double entry: what leaves one book enters another of the same asset.
///
/// A transaction is a list of movements, and holds whole or not at all. No wallet is ever below zero.
struct Ledger: Sendable {
    /// Where money can be.
    enum Book: Sendable, Hashable {
        /// A wallet of this name.
        case wallet(String)
        /// The provider's own stock of an asset, out of which it exchanges one for another.
        case exchange(Asset)
        /// The world outside, from which wallets are topped up.
        case outside(Asset)
    }

    /// An amount that goes from one book to another.
    struct Movement: Sendable {
        let from: Book
        let to: Book
        let amount: Amount
    }

    /// What was entered together, and why.
    struct Transaction: Sendable {
        let reason: String
        let movements: [Movement]
    }

    /// Everything that was entered, in order.
    private(set) var transactions: [Transaction] = []

    private var balances: [Book: Int128] = [:]

    /// What a wallet has.
    func balance(ofWallet name: String) -> UInt64 {
        UInt64(clamping: balances[.wallet(name)] ?? 0)
    }

    /// Enters a transaction; false, and nothing is entered, if a wallet would go below zero.
    mutating func enter(_ transaction: Transaction) -> Bool {
        var after = balances
        for movement in transaction.movements {
            after[movement.from, default: 0] -= Int128(movement.amount.value)
            after[movement.to, default: 0] += Int128(movement.amount.value)
        }
        let isCovered = transaction.movements.allSatisfy { movement in
            guard case .wallet = movement.from else { return true }
            return after[movement.from, default: 0] >= 0
        }
        guard isCovered else { return false }
        balances = after
        transactions.append(transaction)
        return true
    }

    /// Stops the program if an asset was made or lost, or a wallet is below zero.
    func checkInvariants(assetOfWallet: (String) -> Asset) {
        var sums: [Asset: Int128] = [:]
        for (book, balance) in balances {
            switch book {
            case .wallet(let name):
                precondition(balance >= 0, "no wallet is below zero")
                sums[assetOfWallet(name), default: 0] += balance
            case .exchange(let asset), .outside(let asset):
                sums[asset, default: 0] += balance
            }
        }
        precondition(sums.values.allSatisfy { $0 == 0 }, "the books of an asset come to nothing")
    }
}
