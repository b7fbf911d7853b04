/// Who may do what with which payment.
extension SandboxState {
    /// A grant that covers a call, and the item of it that does.
    struct Access: Sendable {
        let grant: Grant
        let right: AccessRight

        /// Whether what a client made may be seen under this.
        func reaches(_ client: Client, widely wide: AccessRight.Action) -> Bool {
            client == grant.client || right.actions.contains(wide)
        }
    }

    /// Checks the token, and that it covers the call; nothing is said of the signature yet.
    func authorize(_ call: ResourceCall, token: String?, now: Int64) throws(ResourceRefusal) -> Access {
        guard let token else { throw .tokenMissing }
        guard let held = tokens[token], now < held.expiresAt, let grant = grants[held.grant] else {
            throw .tokenInactive
        }
        let wallet = walletAddress(of: call)
        let right = grant.rights.first { right in
            right.kind == call.kind && right.allows(call.action) && covers(right, wallet, of: grant)
        }
        guard let right else { throw .insufficientGrant("no access to \(call.kind.rawValue) \(call.action.rawValue)") }
        return Access(grant: grant, right: right)
    }

    /// The wallet address that a call is about; nil if it names something that is not there.
    func walletAddress(of call: ResourceCall) -> String? {
        switch call {
        case .createIncomingPayment(let request): request.walletAddress
        case .createQuote(let request): request.walletAddress
        case .createOutgoingPayment(let request): request.walletAddress
        case .listIncomingPayments(let address, _), .listOutgoingPayments(let address, _): address
        case .readIncomingPayment(let id), .completeIncomingPayment(let id):
            address(ofWallet: incomingPayments[id]?.walletName)
        case .readQuote(let id): address(ofWallet: quotes[id]?.walletName)
        case .readOutgoingPayment(let id): address(ofWallet: outgoingPayments[id]?.walletName)
        case .readSpending: nil
        }
    }

    private func address(ofWallet name: String?) -> String? {
        name.flatMap { accounts[$0] }.map(address(of:))
    }

    /// An identifier is compared as it stands; where there is none, the wallet has to be one of the grant's server.
    private func covers(_ right: AccessRight, _ wallet: String?, of grant: Grant) -> Bool {
        guard let wallet else { return true }
        if let identifier = right.identifier { return identifier == wallet }
        guard let account = account(at: wallet) else { return true }
        return account.authorizationPath == grant.authorizationPath
    }
}
