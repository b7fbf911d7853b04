/// How calls go wrong: by a wallet's manner, and by the rules that a test ordered.
extension SandboxState {
    /// What becomes of a call, which is counted by this.
    mutating func interference(with operation: Operation, on wallet: String?, at now: Int64) -> Interference {
        if let place = faults.firstIndex(where: { $0.fits(operation, wallet) }) {
            if faults[place].skipped > 0 {
                faults[place].skipped -= 1
            } else {
                let rule = faults[place]
                faults[place].times -= 1
                if faults[place].times == 0 { faults.remove(at: place) }
                log("fault", wallet, "\(operation.rawValue) \(rule.action.rawValue)", at: now)
                switch rule.action {
                case .refuse: return .refuse(status: rule.status)
                case .drop: return .drop
                case .fail: return .fail(status: rule.status)
                case .lose: return .lose
                }
            }
        }
        guard let wallet, let account = accounts[wallet] else { return .none }
        return manner(of: account, operation, at: now)
    }

    private mutating func manner(of account: Account, _ operation: Operation, at now: Int64) -> Interference {
        switch account.manner {
        case .flaky: return manners.isEven(account.name, operation) ? .refuse(status: 503) : .none
        case .limited: return manners.isPatient(account.name, operation, at: now) ? .none : .limit
        case .losesReplies:
            return [.createOutgoingPayment, .continuation, .rotate].contains(operation) ? .loseByTurns : .none
        case .honest, .broke, .partial, .slow, .denies, .approves, .staleQuotes, .refusesLists, .spentLimits,
            .briefTokens, .bareRoot, .privateServer, .bigDocument, .redirects, .foreignID, .foreignContinue:
            return .none
        }
    }
}
