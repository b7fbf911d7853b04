import ArgumentParser
import Checkout
import Cryptography
import Foundation

extension MerchantCommand {
    /// `merchant update`.
    struct Update: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Changes a merchant's name or colour, or the webhook URL or the wallet of a mode.",
            discussion: """
                A wallet is asked when it is set: its address must be that of a wallet, the key must be published \
                there under its id, and the wallet must hold a currency that can be paid in.
                """
        )

        @OptionGroup var options: OperatorOptions

        @Argument(help: "The merchant's identifier, mer_….")
        var id: String

        @Option(help: "Another name.")
        var name: String?

        @Option(
            help: ArgumentHelp(
                "The colour of the pay page's buttons; an empty one leaves it to the page.",
                valueName: "#rrggbb"
            )
        )
        var color: String?

        @Option(help: ArgumentHelp("The mode that a setting is for.", valueName: "test|live"))
        var mode: String?

        @Option(help: ArgumentHelp("Where events of the mode are sent; an empty one turns them off.", valueName: "url"))
        var webhookURL: String?

        @Option(
            help: ArgumentHelp("The wallet that is paid in the mode; an empty one takes it away.", valueName: "url")
        )
        var walletAddress: String?

        @Option(help: ArgumentHelp("The id under which the wallet publishes the key.", valueName: "kid"))
        var walletKeyID: String?

        @Option(
            help: ArgumentHelp(
                "The wallet's Ed25519 private key, PKCS#8 PEM or base64; not needed for one that was generated here.",
                valueName: "file"
            )
        )
        var walletPrivateKey: String?

        @Flag(help: "Makes a key for the mode's wallet, and prints the public JWK to upload there.")
        var generateWalletKey = false

        @Flag(help: "Lets the wallet of test mode be on this machine itself, when no server runs.")
        var allowLocalWallets = false

        func validate() throws {
            let hasSetting = webhookURL != nil || hasWalletOption
            guard name != nil || color != nil || hasSetting else {
                throw ValidationError(
                    "nothing to change: give --name, --color, or --mode with --webhook-url or a wallet's options"
                )
            }
            guard (mode == nil) == !hasSetting else {
                throw ValidationError("webhook URL and wallet are settings of a mode: give --mode with them")
            }
            if let color, !color.isEmpty, BrandColor(parsing: color) == nil {
                throw ValidationError("--color: '\(color)' is not # and six hexadecimal digits, such as #12594c")
            }
            if let mode, KeyMode(parsing: mode) == nil {
                throw ValidationError("--mode: '\(mode)' is neither test nor live")
            }
            try validateWallet()
        }

        func run() async throws {
            try await exiting {
                let webhook = webhookURL.map { OperatorRequest.WebhookSetting(mode: mode ?? "", url: $0) }
                let request = OperatorRequest.updateMerchant(
                    id: id,
                    name: name,
                    color: color,
                    webhook: webhook,
                    wallet: try walletChange().map { WalletSetting(mode: mode ?? "", change: $0) }
                )
                try await options.perform(request, allowsLocalWallets: allowLocalWallets)
            }
        }

        private var hasWalletOption: Bool {
            walletAddress != nil || walletKeyID != nil || walletPrivateKey != nil || generateWalletKey
        }

        private func validateWallet() throws {
            if generateWalletKey {
                guard walletAddress == nil, walletPrivateKey == nil else {
                    throw ValidationError(
                        "--generate-wallet-key stands alone or with --wallet-key-id: set the wallet after"
                    )
                }
            } else if hasWalletOption {
                guard let walletAddress else { throw ValidationError("--wallet-address is missing") }
                guard walletAddress.isEmpty == (walletKeyID == nil), !walletAddress.isEmpty || walletPrivateKey == nil
                else {
                    throw ValidationError("--wallet-address goes with --wallet-key-id; an empty one goes alone")
                }
            }
            if let walletKeyID, !WalletKey.isIdentifier(walletKeyID) {
                throw ValidationError("--wallet-key-id: 1 to 200 visible ASCII characters without quotes, ; and \\")
            }
        }

        private func walletChange() throws -> WalletSetting.Change? {
            if generateWalletKey { return .generateKey(id: walletKeyID) }
            guard let walletAddress else { return nil }
            guard let walletKeyID else { return .remove }
            return .set(
                address: walletAddress,
                keyID: walletKeyID,
                privateKey: try walletPrivateKey.map { PrivateKeyText(pem: try Self.key(in: $0).pem) }
            )
        }

        private static func key(in file: String) throws -> Ed25519PrivateKey {
            guard let data = FileManager.default.contents(atPath: file) else {
                throw Failure("the file \(file) cannot be read")
            }
            do throws(PrivateKeyProblem) {
                return try Ed25519PrivateKey(parsing: String(decoding: data, as: UTF8.self))
            } catch {
                throw Failure("the file \(file) \(error.text)")
            }
        }
    }
}
