import Checkout
import Pages

/// What customers see of a merchant, as it is set and as it looks.
struct MerchantContent: Sendable {
    /// The pay page's own colour, for those who have none.
    static let ownColor = BrandColor(red: 0x12, green: 0x59, blue: 0x4C)

    /// Where the letter or the logo begins on the picture, how wide the letter's ground is, and what is behind it.
    private static let (left, letterWidth, gap) = (12, 32, 10)

    let merchantPath: HTMLText
    let typedMerchantName: HTMLText
    let merchantNameProblem: HTMLText?
    let typedColor: HTMLText
    let colorProblem: HTMLText?

    /// The forms that set a logo and take it away.
    let logo: LogoContent

    /// The logo; nil where the first letter of the name is shown.
    let picture: LogoContent.Picture?

    /// Where the name begins, behind the logo or the letter.
    let nameLeft: HTMLText

    /// The page's own colour, for the script.
    let ownColor: HTMLText

    let shownName: HTMLText
    let shownInitial: HTMLText
    let shownColor: HTMLText

    /// What is read on it.
    let shownTextColor: HTMLText

    init(_ member: Member, _ logo: MerchantLogo?, _ remark: SettingsRemark?, _ paths: DashboardPaths) {
        let merchant = member.merchant
        merchantPath = HTMLText(paths.setting(.merchant))
        if case .merchant(let name, let color, let nameProblem, let colorProblem) = remark {
            typedMerchantName = HTMLText(name)
            typedColor = HTMLText(color)
            merchantNameProblem = nameProblem.map(HTMLText.init)
            self.colorProblem = colorProblem.map(HTMLText.init)
        } else {
            typedMerchantName = HTMLText(merchant.name)
            typedColor = HTMLText(merchant.color?.text ?? "")
            (merchantNameProblem, colorProblem) = (nil, nil)
        }
        self.logo = LogoContent(hasLogo: logo != nil, remark, paths)
        picture = logo.map { LogoContent.Picture($0, paths) }
        nameLeft = HTMLText(String(Self.left + (picture?.width ?? Self.letterWidth) + Self.gap))
        ownColor = HTMLText(Self.ownColor.text)
        let color = merchant.color ?? Self.ownColor
        shownName = HTMLText(merchant.name)
        shownInitial = HTMLText(String(merchant.name.prefix(1)).uppercased())
        shownColor = HTMLText(color.text)
        shownTextColor = HTMLText(color.readable.text)
    }
}
