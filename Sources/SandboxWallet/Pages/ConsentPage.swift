import HTTPServing

/// The page on which a person agrees to what a client asks for, or does not.
struct ConsentPage {
    let grant: Grant
    let token: String
    let state: SandboxState

    /// The page.
    var response: HTTPResponse {
        HTML.page(
            title: "\(clientName) asks for permission",
            basePath: state.basePath,
            formTarget: grant.interaction?.finish?.uri.origin,
            """
            <h1>\(clientName) asks for permission</h1>
            \(clientLine)
            \(account)
            <h2>What you would allow</h2>
            <ul>
            \(grant.rights.flatMap(items))\(subject)
            </ul>
            <form method="post">
            <input type="hidden" name="token" value="\(token)">
            <div class="choices">
            <button class="main" name="choice" value="accept">Allow</button>
            <button name="choice" value="reject">Refuse</button>
            </div>
            </form>
            """
        )
    }

    private var clientName: String { grant.clientName ?? "Somebody" }

    private var clientLine: HTML {
        guard case .wallet(let address) = grant.client else { return "" }
        return "<p class=\"quiet\">\(address)</p>"
    }

    private var account: HTML {
        guard let account = grant.walletName.flatMap({ state.accounts[$0] }) else { return "" }
        let balance = Amount(state.ledger.balance(ofWallet: account.name), account.asset)
        return """
            <h2>Your account</h2>
            <div class="account">
            <p>\(account.publicName)</p>
            <p class="quiet">\(state.address(of: account))</p>
            <p class="quiet">Balance: \(balance.spelled)</p>
            </div>
            """
    }

    private var subject: HTML {
        guard let subject = grant.subject else { return "" }
        return "<li>Tell them that <span>\(subject)</span> is yours</li>\n"
    }

    /// What one item of access means, in plain words.
    private func items(_ right: AccessRight) -> [HTML] {
        switch right.kind {
        case .quote: return ["<li>Ask what a payment from your account would cost</li>\n"]
        case .incomingPayment: return list(right, of: "incoming payments to")
        case .outgoingPayment:
            return (right.allows(.create) ? [payment(right.limits)] : []) + list(right, of: "payments from")
        }
    }

    private func list(_ right: AccessRight, of payments: String) -> [HTML] {
        var items: [HTML] = []
        if right.kind == .incomingPayment, right.allows(.create) {
            items.append("<li>Make places for money to arrive in your account</li>\n")
        }
        if right.actions.contains(.readAll) || right.actions.contains(.listAll) {
            items.append("<li>See <strong>all</strong> \(payments) your account</li>\n")
        } else if right.allows(.read) || right.allows(.list) {
            items.append("<li>See the \(payments) your account that they made themselves</li>\n")
        }
        return items
    }

    private func payment(_ limits: SpendingLimits?) -> HTML {
        let most: HTML =
            if let debit = limits?.debit {
                "Take from your account up to<p class=\"amount\">\(debit.spelled)</p>"
            } else if let receive = limits?.receive {
                "Pay from your account, so that there arrives up to<p class=\"amount\">\(receive.spelled)</p>"
            } else {
                "Take <strong>any amount</strong> from your account"
            }
        let windows: HTML = limits?.interval.map { "<p>\($0.spelled)</p>" } ?? ""
        return "<li>\(most)\(windows)\(receiver(limits?.receiver))</li>\n"
    }

    private func receiver(_ address: String?) -> HTML {
        guard let address else { return "<p class=\"quiet\">to whomever they choose</p>" }
        let payee = state.incomingPayment(at: address).flatMap { state.accounts[$0.walletName] }
        guard let payee else { return "<p class=\"quiet\">only to \(address)</p>" }
        return "<p>only to \(payee.publicName)</p><p class=\"quiet\">\(state.address(of: payee))</p>"
    }
}
