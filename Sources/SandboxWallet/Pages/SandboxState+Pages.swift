import HTTPServing

/// Pages for people.
extension SandboxState {
    /// The path of the base URL, under which links of pages stand.
    var basePath: String {
        let rest = baseURL.drop { $0 != ":" }.dropFirst(3)
        return String(rest.drop { $0 != "/" })
    }

    /// What there is.
    func renderHome() -> HTTPResponse {
        let items = SeedWallets.all.compactMap { accounts[$0.name] }
            .map { account -> HTML in
                let balance = Amount(ledger.balance(ofWallet: account.name), account.asset).spelled
                return """
                    <li><a href="\(basePath)/\(account.name)/about">/\(account.name)</a>
                    <span class="balance">\(balance)</span><p class="quiet">\(account.manner.explanation)</p></li>

                    """
            }
        return HTML.page(
            title: "Sandbox wallet",
            basePath: basePath,
            """
            <h1>Wallets to try</h1>
            <p class="quiet">Their addresses begin with \(baseURL).</p>
            <ul class="wallets">
            \(items)</ul>
            """
        )
    }

    /// A wallet, for a person who opened its address.
    mutating func renderAbout(wallet name: String) -> HTTPResponse {
        guard let account = accounts[name] else {
            return renderNotice(404, "No such wallet", "Nobody has this address.")
        }
        return HTML.page(
            title: account.publicName,
            basePath: basePath,
            """
            <h1>\(account.publicName)</h1>
            <p class="quiet">\(address(of: account))</p>
            <p>A wallet in \(account.asset.code). \(account.manner.explanation)</p>
            \(renderPermissions(ofWallet: name))
            """
        )
    }

    /// What a wallet's owner has allowed, each with a button that takes it back.
    private mutating func renderPermissions(ofWallet name: String) -> HTML {
        let permissions = permissions(ofWallet: name).suffix(Limits.shownPermissions)
        guard !permissions.isEmpty else { return "" }
        let items = permissions.map { grant -> HTML in
            let words = GrantWords(grant: grant, state: self)
            return """
                <h3>\(words.clientName)</h3>
                \(words.clientLine)
                \(words.list)
                <form method="post" action="\(basePath)/\(name)/permissions">
                <input type="hidden" name="grant" value="\(grant.id)">
                <input type="hidden" name="token" value="\(pageToken(for: grant.id))">
                <button aria-label="Take it back from \(words.clientName)">Take it back</button>
                </form>

                """
        }
        return "<h2>What you have allowed</h2>\n\(items)"
    }

    /// A sentence and what to do now.
    func renderNotice(_ status: Int, _ title: String, _ advice: String) -> HTTPResponse {
        HTML.page(status, title: title, basePath: basePath, "<h1>\(title)</h1>\n<p>\(advice)</p>")
    }

    /// The end of an interaction that nobody waits for.
    func renderDecided() -> HTTPResponse {
        renderNotice(200, "This was decided", "You can close this page.")
    }
}

extension Manner {
    /// What a wallet does, in a sentence.
    var explanation: String {
        switch self {
        case .honest: "Pays as it should."
        case .broke: "Has no money: its payments fail."
        case .partial: "Delivers half of each payment."
        case .slow: "Takes ten seconds to pay."
        case .denies: "Refuses each request by itself."
        case .approves: "Allows each request by itself."
        case .flaky: "Is out of order at every second call."
        case .limited: "Wants each call again a second later."
        case .staleQuotes: "Its quotes are good for a second."
        case .refusesLists: "Lists no payments."
        case .losesReplies: "Does the work, and drops the connection."
        case .spentLimits: "What is allowed here is spent already."
        case .briefTokens: "Its tokens are good for twenty seconds."
        case .bareRoot: "Its authorization server has no path."
        case .privateServer: "Hostile: names a private authorization server."
        case .bigDocument: "Hostile: its document is five mebibytes."
        case .redirects: "Hostile: its document redirects to loopback."
        case .foreignID: "Hostile: claims to be another host's wallet."
        case .foreignContinue: "Hostile: has its grants continued elsewhere."
        }
    }
}
