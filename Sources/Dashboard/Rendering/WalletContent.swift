import Bytes
import Checkout
import OpenPayments
import Pages

/// Where a merchant is paid.
struct WalletContent: Sendable {
    /// A wallet that is set.
    struct Present: Sendable {
        let walletAddress: LinkContent
        let walletHolds: HTMLText
        let walletKeyID: HTMLText?
        let walletClass: HTMLText
        let walletState: HTMLText
    }

    /// A key that waits for being published.
    struct Waiting: Sendable {
        let waitingKeyID: HTMLText
        let waitingKey: HTMLText
    }

    let walletPath: HTMLText
    let walletKeyPath: HTMLText
    let walletRemovalPath: HTMLText
    let present: Present?
    let waiting: Waiting?
    let typedAddress: HTMLText
    let typedKeyID: HTMLText
    let walletProblem: HTMLText?

    /// `published` is the public half of the key that waits.
    init(
        _ member: Member,
        _ remark: SettingsRemark?,
        published: PublishedKey?,
        _ paths: DashboardPaths
    ) {
        let settings = member.merchant[member.keyMode]
        walletPath = HTMLText(paths.setting(.wallet))
        walletKeyPath = HTMLText(paths.setting(.walletKey))
        walletRemovalPath = HTMLText(paths.setting(.walletRemoval))
        present = settings.wallet.map(Present.init)
        waiting = published.map(Waiting.init)
        if case .wallet(let address, let keyID, let problem) = remark {
            typedAddress = HTMLText(address)
            typedKeyID = HTMLText(keyID)
            walletProblem = HTMLText(problem)
        } else {
            typedAddress = HTMLText(settings.wallet?.address ?? "")
            typedKeyID = HTMLText(settings.generatedWalletKey?.id ?? settings.wallet?.key?.id ?? "")
            walletProblem = nil
        }
    }
}

extension WalletContent.Present {
    fileprivate init(_ wallet: MerchantWallet) {
        walletAddress = LinkContent(wallet.address)
        walletHolds = HTMLText(wallet.asset?.code ?? "Not asked yet")
        walletKeyID = wallet.key.map { HTMLText($0.id) }
        walletClass = HTMLText(wallet.isReady ? "done" : "alarm")
        walletState = HTMLText(wallet.isReady ? "Ready" : "Not ready: show a key below")
    }
}

extension WalletContent.Waiting {
    fileprivate init(_ key: PublishedKey) {
        waitingKeyID = HTMLText(key.keyID)
        var json = JSONWriter()
        key.write(to: &json)
        waitingKey = HTMLText(String(decoding: json.bytes, as: UTF8.self))
    }
}
