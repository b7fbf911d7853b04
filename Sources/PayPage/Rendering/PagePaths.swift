import Checkout
import Pages

/// Where browsers find what belongs to the page, behind a proxy that serves it under a path of its own, too.
struct PagePaths: Hashable, Sendable {
    /// What stands before every path: that of the base URL, empty for most.
    let base: String

    /// Under which all of it is.
    var root: String { "\(base)/pay" }

    /// How the page looks.
    var styles: String { base + PageAsset.styles.path }

    /// How it looks in a merchant's colour.
    func styles(of color: BrandColor) -> String { base + BrandSheet.asset(of: color).path }

    /// What the page does by itself.
    var script: String { base + PageAsset.script.path }

    /// A session's page, which also takes its forms.
    func page(_ session: SessionID) -> String { "\(root)/\(session.text)" }

    /// The sign of the merchant whom a session pays.
    func logo(_ session: SessionID) -> String { "\(page(session))/logo" }

    /// Where the script asks how it stands.
    func status(_ session: SessionID) -> String { "\(page(session))/status" }

    /// The way back to the shop.
    func cancel(_ session: SessionID) -> String { "\(page(session))/cancel" }
}
