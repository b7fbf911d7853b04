/// What a grant lets its client do, in plain words.
struct GrantWords {
    let grant: Grant
    let state: SandboxState

    /// What the client's wallet calls it.
    var clientName: String { grant.clientName ?? "Somebody" }

    /// The client's wallet address, if it has one.
    var clientLine: HTML {
        guard case .wallet(let address) = grant.client else { return "" }
        return "<p class=\"quiet\">\(address)</p>"
    }

    /// All that is allowed, as a list.
    var list: HTML {
        "<ul>\n\(grant.rights.flatMap(items))\(subject)\n</ul>"
    }

    private var subject: HTML {
        guard let subject = grant.subject else { return "" }
        return "<li>Tell them that <span>\(subject)</span> is yours</li>\n"
    }

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
        // Each window begins anew: whoever agrees should read how often before anything else.
        let windows: HTML = limits?.interval.map { "<p><strong>\($0.spelled)</strong></p>" } ?? ""
        return "<li>\(most)\(windows)\(receiver(limits?.receiver))</li>\n"
    }

    private func receiver(_ address: String?) -> HTML {
        guard let address else { return "<p class=\"quiet\">to whomever they choose</p>" }
        let payee = state.incomingPayment(at: address).flatMap { state.accounts[$0.walletName] }
        guard let payee else { return "<p class=\"quiet\">only to \(address)</p>" }
        return "<p>only to \(payee.publicName)</p><p class=\"quiet\">\(state.address(of: payee))</p>"
    }
}
