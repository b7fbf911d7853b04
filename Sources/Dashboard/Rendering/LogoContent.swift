import Checkout
import Pages

/// A merchant's logo where it is set.
struct LogoContent: Sendable {
    /// The logo as it stands on the picture of the pay page.
    struct Picture: Sendable {
        /// How high it is there, and how wide it may be, in the picture's units.
        private static let (height, mostWidth) = (32, 128)

        let pictureAddress: HTMLText
        let pictureWidth: HTMLText

        /// How wide it is there.
        let width: Int

        init(_ logo: MerchantLogo, _ paths: DashboardPaths) {
            width = max(1, min(Self.height * logo.width / logo.height, Self.mostWidth))
            pictureAddress = HTMLText(paths.logo)
            pictureWidth = HTMLText(String(width))
        }
    }

    let logoPath: HTMLText
    let logoRemovalPath: HTMLText
    let logoProblem: HTMLText?
    let logoKiB: HTMLText
    let logoPixels: HTMLText
    let hasLogo: Bool

    init(hasLogo: Bool, _ remark: SettingsRemark?, _ paths: DashboardPaths) {
        logoPath = HTMLText(paths.logo)
        logoRemovalPath = HTMLText(paths.setting(.logoRemoval))
        if case .logo(let problem) = remark { logoProblem = HTMLText(problem) } else { logoProblem = nil }
        logoKiB = HTMLText(String(Checkout.Limits.logoBytes >> 10))
        logoPixels = HTMLText(Amounts.count(Checkout.Limits.logoPixels))
        self.hasLogo = hasLogo
    }
}
