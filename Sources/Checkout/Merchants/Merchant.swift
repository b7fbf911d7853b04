/// Who takes payments: a name and, for test and live mode each, where events and money go.
package struct Merchant: Hashable, Sendable {
    /// Names the merchant.
    package let id: MerchantID

    /// The name customers see; ``Limits/merchantNameCharacters``.
    package internal(set) var name: String

    /// The colour of the buttons that customers see; `nil` leaves it to the page.
    package internal(set) var color: BrandColor?

    /// When the merchant was made.
    package let createdAt: Timestamp

    /// What holds for test keys.
    package internal(set) var test: MerchantSettings

    /// What holds for live keys.
    package internal(set) var live: MerchantSettings

    /// A merchant that was just made.
    package init(id: MerchantID, name: String, createdAt: Timestamp, test: MerchantSettings, live: MerchantSettings) {
        self.id = id
        self.name = name
        self.createdAt = createdAt
        self.test = test
        self.live = live
    }

    /// The settings of one mode.
    package internal(set) subscript(keyMode: KeyMode) -> MerchantSettings {
        get {
            switch keyMode {
            case .test: test
            case .live: live
            }
        }
        set {
            switch keyMode {
            case .test: test = newValue
            case .live: live = newValue
            }
        }
    }
}
