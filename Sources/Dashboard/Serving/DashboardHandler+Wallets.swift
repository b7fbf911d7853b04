import Checkout
import CheckoutEngine
import Cryptography
import HTTPServing
import OpenPayments
import Pages
import PaymentFlows

/// The part of the settings that is about where a merchant is paid.
extension DashboardHandler {
    /// The public half of the key that waits for being published; nil without one, or where it cannot be opened.
    func waitingKey(of member: Member) -> PublishedKey? {
        guard let key = member.merchant[member.keyMode].generatedWalletKey,
            let opened = try? engine.vault.open(key, of: member.merchant.id, member.keyMode)
        else { return nil }
        return PublishedKey(keyID: key.id, publicKey: opened.publicKey)
    }

    /// Asks a wallet whether payments can be made at it, and sets it.
    func setWallet(_ fields: FormFields, _ member: Member, _ reply: HTTPReply) throws(DashboardRefusal) {
        guard let address = fields["address"], let keyID = fields["key_id"], let text = fields["private_key"] else {
            throw .malformed
        }
        complete(reply, member) { [self] in
            do {
                let privateKey = text.trimmed.isEmpty ? nil : try Ed25519PrivateKey(parsing: text)
                _ = try await wallets.setWallet(
                    typed: address.trimmed,
                    keyID: keyID.trimmed,
                    privateKey: privateKey,
                    of: member.merchant.id,
                    member.keyMode
                )
                return redirect(to: paths.settings, .walletSet)
            } catch {
                guard let problem = Self.sentence(for: error) else { throw error }
                let remark = SettingsRemark.wallet(address: address, keyID: keyID, problem: problem)
                return settingsPage(member, status: 422, remark)
            }
        }
    }

    /// Makes a key, whose public half the merchant uploads at the wallet.
    func makeWalletKey(_ member: Member, _ reply: HTTPReply) {
        complete(reply, member) { [self] in
            _ = try await wallets.generateKey(named: nil, of: member.merchant.id, member.keyMode)
            return redirect(to: paths.settings, .walletKeyMade)
        }
    }

    /// Has the merchant be paid nowhere.
    func removeWallet(_ member: Member, _ reply: HTTPReply) {
        complete(reply, member) { [self] in
            try await wallets.removeWallet(of: member.merchant.id, member.keyMode)
            return redirect(to: paths.settings, .walletRemoved)
        }
    }

    /// What is wrong with a wallet or its key, for the merchant; nil for what is wrong with us.
    private static func sentence(for error: any Error) -> String? {
        switch error {
        case WalletSetupProblem.keyUnknown(let id):
            "There is no key \(id) here: paste its private half, or make a key and upload its public half first."
        case let problem as MerchantWalletProblem: problem.text.sentence
        case let problem as PrivateKeyProblem: "The private key \(problem.text)."
        case DirectoryViolation.walletAddress: "The wallet address is none."
        case DirectoryViolation.walletKeyID:
            "A key’s id is 1 to 200 printable ASCII characters without quotes, ; and \\."
        case _: nil
        }
    }
}
