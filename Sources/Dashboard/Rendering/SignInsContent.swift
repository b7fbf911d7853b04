import Checkout
import CheckoutEngine
import Pages

/// Who has signed in lately.
struct SignInsContent: Sendable {
    /// One sign-in.
    struct Row: Sendable {
        let signedInAt: TimeContent
        let signInAddress: HTMLText
        let signInKey: HTMLText
        let signInBrowser: HTMLText
    }

    let signInRows: [Row]
    let hasSignIns: Bool

    /// How often revoked keys were tried since the service started.
    let refusedText: HTMLText?

    init(_ signIns: [SignIn], refused: RefusedSignIns?, _ directory: Directory) {
        signInRows = signIns.map { signIn in
            let key = directory.key(signIn.key)
            return Row(
                signedInAt: TimeContent(signIn.at),
                signInAddress: HTMLText(signIn.address),
                signInKey: HTMLText(key.map { "\($0.name ?? "Key") (sk_\($0.keyMode.text)_…\($0.lastFour))" } ?? ""),
                signInBrowser: HTMLText(signIn.browser.isEmpty ? "Not told" : signIn.browser)
            )
        }
        hasSignIns = !signInRows.isEmpty
        refusedText = refused.map { refused in
            let times = refused.count == 1 ? "Once" : "\(Amounts.count(refused.count)) times"
            let last = directory.key(refused.last.key).map { "…\($0.lastFour)" } ?? "one"
            return HTMLText(
                "\(times) somebody tried a revoked key since the service started, last \(last) from "
                    + "\(refused.last.address) at \(refused.last.at.text)."
            )
        }
    }
}
