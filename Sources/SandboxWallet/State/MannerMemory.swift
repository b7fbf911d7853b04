/// What wallets that go wrong by turns remember of the calls they got.
struct MannerMemory: Sendable {
    /// A kind of call to a wallet.
    private struct Call: Hashable {
        let wallet: String
        let operation: Operation
    }

    private var counts: [Call: Int] = [:]
    private var refusals: [Call: Int64] = [:]

    /// Whether this is a second, fourth, sixth … call of its kind.
    mutating func isEven(_ wallet: String, _ operation: Operation) -> Bool {
        counts[Call(wallet: wallet, operation: operation), default: 0] += 1
        return counts[Call(wallet: wallet, operation: operation), default: 0].isMultiple(of: 2)
    }

    /// Whether this comes a second or more behind a refusal, which it uses up; notes a refusal if there was none.
    mutating func isPatient(_ wallet: String, _ operation: Operation, at now: Int64) -> Bool {
        let call = Call(wallet: wallet, operation: operation)
        guard let refused = refusals[call] else {
            refusals[call] = now
            return false
        }
        guard now - refused >= 1000 else { return false }
        refusals[call] = nil
        return true
    }
}
