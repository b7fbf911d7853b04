import HTTPServing

/// The page on which a person agrees to what a client asks for, or does not.
struct ConsentPage {
    let grant: Grant
    let token: String
    let state: SandboxState

    /// The page.
    var response: HTTPResponse {
        let words = GrantWords(grant: grant, state: state)
        return HTML.page(
            title: "\(words.clientName) asks for permission",
            basePath: state.basePath,
            formTarget: grant.interaction?.finish?.uri.origin,
            """
            <h1>\(words.clientName) asks for permission</h1>
            \(words.clientLine)
            \(account)
            <h2>What you would allow</h2>
            \(words.list)
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
}
